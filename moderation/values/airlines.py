"""Two-letter codes of passenger airlines (IATA), as of 2026: enough to tell a flight number from other letters and digits.

Compiled by hand from airlines' own public timetables; a code that is missing costs a hit, a code that is too many costs nothing, since
words of travel must stand beside it.
"""

from __future__ import annotations

from typing import Final

AIRLINES: Final = frozenset(
    """
    2B 2P 3K 3O 3S 3U 4O 4U 4Y 5J 5T 6E 6X 7C 7G 8M 9C 9K 9W A3 A5 A9 AA AB AC AD AE AF AH AI AK AM AQ AR AS AT AV AY AZ B2 B3 B6 BA
    BC BF BG BI BJ BL BR BT BV BW BX CA CI CL CM CX CY CZ D7 D8 DD DE DI DL DS DT DX DY E4 EI EK EN EQ ET EU EW EY F8 F9 FA FB FD FI
    FJ FM FR FY FZ G3 G4 G8 G9 GA GF GJ GK GL GS H1 H2 H4 HA HO HU HV HX HY HZ IB IG IR IX IZ J2 J8 J9 JA JD JJ JL JQ JT JU JX K6 KC
    KE KL KM KQ KU KX KY L6 LA LG LH LJ LM LN LO LS LX LY MD ME MF MH MK MS MT MU MW NF NH NK NO NT NX NZ OA OD OK OM OR OS OU OV OZ
    P0 PC PD PG PK PR PS PW PX PY Q2 QF QH QR QS QU QV QW QZ R3 RC RJ RO RS S4 S7 SA SB SC SG SK SL SN SQ SS ST SU SV SY TA TB TG TK
    TN TO TP TR TS TT TU TV TW TZ U2 U6 UA UK UL UO UP UT UX VA VB VF VH VJ VN VS VT VY VZ W2 W3 W4 W6 W9 WB WF WM WN WS WY X3 XK XP
    XQ XR XY Y4 YM YO YP Z2 Z8 ZB ZE ZG ZH ZL
    """.split(),
)
