"""What detectors of validated values share: reading values out of a text, and whose they are said to be."""
