"""The words that say whose a value is, as data in the phrase language of the rule packs (``moderation.lexicon.phrase``).

``zcreator``, ``zstaff`` and ``zviewer`` stand for the names that are known of a channel; see ``moderation.values.owner``. The packs say
what viewers ask and do; these few frames say whose a value is that stands beside them, and belong to the detectors.
"""

from __future__ import annotations

from typing import Final

SETS: Final[dict[str, str]] = {
    "kin": "mom moms mum mums mother mothers dad dads father fathers sister sisters brother brothers bf bfs boyfriend boyfriends gf gfs "
    "girlfriend girlfriends husband husbands wife wifes roommate roommates flatmate flatmates parents parent family familys grandma nan "
    "grandpa partner partners fiance fiances daughter daughters son sons kid kids child school schools work workplace boss",
    "strangers": "friend friends mate mates buddy buddys cousin cousins ex exs neighbour neighbor coworker teacher landlord doctor "
    "uncle aunt",
    "third": "her his their hers",
    "second": "your ur yo yer",
    "someone": "she he they shes hes theyre her him them",
    "streamer": "zcreator zstaff streamer streamers host vtuber girl",
    "noun": "number numbers digits phone cell cellphone mobile landline whatsapp telegram signal contact no nr hp telephone email "
    "emails mail "
    "gmail inbox icloud paypal venmo cashapp address addy house home place apartment apt flat crib door doorstep street road "
    "building block "
    "dorm room location coords coordinates pin gps flight plane booking seat itinerary insta ig instagram snap snapchat facebook fb "
    "discord "
    "tiktok twitter linkedin alt account finsta priv profile handle socials neighborhood neighbourhood town city hometown area school "
    "workplace office work gym studio info details name surname username plate license licence car",
    "place_verb": "live lives living lived livin stay stays staying reside resides residing sleep sleeps sleeping crash crashes crashing "
    "hide hides hiding work works working moved moving park parks parked parking rent rents renting based from hang hangs",
    "you": "you u ya youre",
    "adverb": "just still actually prob probably definitely currently rn literally",
    "preposition": "at in on near around by to here from with out",
    "be": "is are was s r im be",
    "move_verb": "fly flies flying flew land lands landing arrive arrives arriving board boards boarding depart departs departing travel "
    "travels travelling traveling booked take takes took taking leave leaves leaving",
    "reach": "call calling phone phoning text texting ring ringing dm message whatsapp find found reach visit swat doxx dox doxxed doxed "
    "spam get got meet email mail contact add see follow followed stalk track tracked trace traced seen saw bother harass hmu hit",
    "leak": "dox doxx doxxed doxed doxxing leak leaked leaks leaking dropped exposed swat swatted",
    "nummer": "nummer handynummer telefonnummer adresse anschrift wohnung haus numero telefono movil celular direccion casa correo "
    "telefone endereco telephone portable maison appartement appart domicile mail email instagram insta",
    "seine": "deine dein ihre ihr seine sein su sus tu tus seu sua teu tua son sa ses ton ta tes votre vos lui",
    "meine": "meine mein mi mis meu minha meus mon ma mes",
    "wohnt": "wohnt wohnst vive vives mora moras habite habites reside",
    "public": "business biz booking bookings press merch shop store venue arena stadium convention expo con support hotline helpline "
    "lifeline crisis samaritans suicide emergency charity sponsor sponsors restaurant cafe bar pub museum theatre theater cinema official "
    "inquiries enquiries enquiry fanmail panels panel website management mgmt agency manager pr publicist tickets panel police hospital "
    "library church pobox postbox company hq headquarters embassy",
}
"""Words by set; a set may be named in a frame as ``<name>``."""

CREATOR: Final = (
    "<third> <kin>? ...? <noun>",
    "<second> <kin>? ...? <noun>",
    "<streamer> <kin>? ...? <noun>",
    "<third> <kin>",
    "<second> <kin>",
    "<streamer> <kin>",
    "(<third>|<second>) (real|actual|private|personal|home|secret|whole|full) ...?",
    "(<someone>|<streamer>|<second>|<you>) (<kin>|<be>|<adverb>)? (<kin>|<be>|<adverb>)? <place_verb> <preposition>? (the|a)?",
    "(<someone>|<streamer>|<you>|<second>) <be>? (at|home at|currently at|here|inside)",
    "(<someone>|<streamer>|<you>|<second>) (<be>|will|gonna|going to|<adverb>)? (<be>|<adverb>)? <move_verb> <preposition>? (the|a)?",
    "(<someone>|<streamer>|youre|you are|ur) <be>? (on|coming on|going on|coming in on|boarding|taking)",
    "<reach> (up)? (<streamer>|her|him|them|you|<third> <kin>) (up|on|at|by|here|down)? (at|on|here)?",
    "(pull up|show up|go|drive|come|pay a visit) (on|to|at) (<streamer>|her|him|them|<third>|<second>)",
    "(send|order) (pizza|pizzas|stuff|food|packages) (on|to|at) (<streamer>|her|him|them|<third>|<second>)",
    "<leak> (<streamer>|<third>|<second>|her|him|them|the)? (<streamer>|<third>)? (real|full|home)? <noun>?",
    "(that|this|it|that s|thats|here) (is|s)? where (<someone>|<streamer>|<you>) (<be>|<place_verb>)? (at)?",
    "where (<someone>|<streamer>|<you>) (<be>|<place_verb>)",
    "(this|that|thats|here|heres) (is|s)? (her|him|them|<streamer>) (rn|right now|now|live|irl)?",
    "home address",
    "legal name",
    "<noun> (of|for|from) (<streamer>|her|him|them|this) ...?",
    "<seine> ...? <nummer>",
    "(sie|er|ella|el|ela|ele|elle|il|du|<streamer>)? <wohnt> (in|en|em|a|na|no|der|la|am|an|au|aux)?",
    "(nummer|adresse|numero|telefono|direccion|endereco|telefone) (von|de|da|do|del|d) <streamer>",
)
"""Frames before a value that tie it to the creator or to somebody close to them."""

CREATOR_AFTER: Final = (
    "(is|thats|that is|this is|s|are|was) (<third>|<second>|<streamer>) <kin>? ...? <noun>",
    "(is|thats|that is|this is|its) (hers|yours|urs|zcreator|zcreators)",
    "(is|thats|that s|that is|its|this is)? where (<someone>|<streamer>|you|u|ya) (<be>|<place_verb>)",
    "(<someone>|<streamer>|you|u|ya) <be>? (<place_verb>|stay|at)? (there|here)",
    "(call|text|ring|dm|email|swat|visit|message|spam) (<streamer>|her|him|them)",
    "(belongs|registered) to (<streamer>|her|him|them|you|<third> <kin>|<second> <kin>)",
    "(<third>|<second>|<streamer>) (real|actual|private|personal|home)? <noun>",
    "(<streamer>|thats|this is) (<streamer>|you|u|her|him)",
)
"""Frames after a value that do the same."""

SELF: Final = (
    "(my|mine|our|me) ...? <noun>",
    "(<reach>|write|send|tell|snap|hit up|pm) (me|us) (up)? (on|at|via)?",
    "(i|we|im|ive|we re) (am|m|was|have|<adverb>)? <place_verb> (at|in|on|near|from|to)?",
    "(i|im|we|were|ill|ima|i am|i m) (am|be|will be|<move_verb>|on|from|in|at) (on|in|at|from)?",
    "(mine|mines|me) (is|s)? (at|on)?",
    "<meine> ...? <nummer>",
    "(ich wohne|vivo|moro|jhabite|j habite|je vis) (in|en|em|a)?",
)
"""Frames before a value that make it the author's own."""

SELF_AFTER: Final = (
    "(is|thats|that is|this is|its|s) (my|mine|me|our) ...? <noun>?",
    "(text|call|hit|dm|message|add|contact|whatsapp|email|ring|phone) (me|us) (up)?",
    "(my|our) <noun>",
    "(if|in case|when) (you|u|ya) (want|wanna|need|ever) ...",
)

OTHERS: Final = ("my (<kin>|<strangers>)", "(a|some|random) (<strangers>|guy|dude|person|kid)", "zviewer")
"""Somebody in the author's own life, or another viewer."""

PUBLIC: Final = ("<public>", "po box", "p o box", "box office", "customer service", "mailing address", "fan mail", "meet and greet")
"""What is meant to be known."""

CONFUSED: Final = frozenset({"of", "1", "one", "2", "two", "3", "three", "0", "zero"})
"""After "number": it counts or ranks, and introduces no telephone number."""
