"""The bundled story: what was said by whom (``story.txt``), what the crowd writes (``chatter.txt``), and the two made into events."""
