"""Words that chat shows as pictures. They neither break a phrase nor cancel it: a laughing emote alone changes nothing."""

from __future__ import annotations

from typing import Final

EMOTES: Final = frozenset(
    """
    4Head AYAYA BabyRage BibleThump BlessRNG BOOBA bUrself catJAM CoolCat COPIUM cmonBruh D: DansGame EZ FeelsBadMan FeelsGoodMan
    FeelsStrongMan FrankerZ Gladge HeyGuys HYPERS Jebaited Kappa KappaPride Kappa123 Keepo KEKW KEKWait Kreygasm LULW LUL LuL LOLW
    MEGALUL monkaS monkaW monkaHmm NODDERS NOPERS NotLikeThis OMEGALUL OMEGALULiguess PeepoHappy peepoHappy peepoSad peepoClap
    PepeHands PepeLaugh Pepega pepeD PJSalt Poggers POGGERS PogChamp PogU Pog PowerUpL PowerUpR ResidentSleeper SadCat Sadge SeemsGood
    SMOrc SourPls StinkyCheese SwiftRage TriHard TPFufun TwitchUnity VoHiYo WideHardo widepeepoHappy WutFace xqcL YEP
    """.split(),
)
"""Global emotes of Twitch and of the common extensions, by their exact names (as of 2026)."""
