"""The learned second opinion: a small linear model over words and letters, trained by ``tools/train.py`` on ``training/``."""
