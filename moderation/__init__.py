"""The domain: what pursuit is, how it is noticed, remembered and proved. Pure: no clock, network, database or platform."""
