"""From packs as read to a ``Lexicon``: resolves slots, chooses literals, and reports every problem at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from itertools import product

from moderation.errors import PackError
from moderation.lexicon.compiled import CompiledRule, Expression
from moderation.lexicon.cues import CUES
from moderation.lexicon.lexicon import LETTERS, Anchored, Group, Lexicon, literal_keys
from moderation.lexicon.lexicon import Literals as ScannedLiterals
from moderation.lexicon.pack import FileModel, Pack, PackFile, RuleModel
from moderation.lexicon.phrase import Choice, Literals, PhraseError, Script, Sequence, Slot, Word, all_words, parse, slot_names
from moderation.rules import Gate
from moderation.taxonomy import CATEGORIES
from moderation.text.fold import collapse, leet_word, plain_word

FEATURES = frozenset({"_about", "_features"})
"""The files of a pack whose phrase sets are features of a text (how it is said, what it is about), not slots of rules."""

Sets = dict[str, tuple[Sequence, ...]]


def compile_packs(packs: Iterable[Pack], gates: Mapping[str, Gate] | None = None) -> Lexicon:
    """Compile packs, and the literals that detectors wait for; raises ``PackError`` with every problem found."""
    building = _Building()
    digest = sha256()
    for pack in packs:
        digest.update(pack.digest.encode())
        _PackCompiler(pack, building).run()
    for name, gate in (gates or {}).items():
        building.gate(name, gate)
    if building.problems:
        raise PackError(building.problems)
    return building.lexicon(digest.hexdigest())


class _Building:
    """What all packs together add up to, while they are read."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.sequences: list[Sequence] = []
        self.features: dict[str, list[Expression]] = defaultdict(list)
        self._literals: dict[bytes, int] = {}
        self._groups: dict[tuple[frozenset[Word], bool], Group] = {}
        self._anchored: list[Anchored] = []
        self._gates: dict[str, Group] = {}

    def group(self, words: frozenset[Word], *, spaced: bool) -> Group:
        """The literals that stand for any of the words, the same object for the same words."""
        key = (words, spaced)
        if key not in self._groups:
            keys = [k for w in words for k in literal_keys(w.text, prefix=w.prefix, spaced=spaced)]
            self._groups[key] = self._numbers(keys)
        return self._groups[key]

    def gate(self, name: str, gate: Gate) -> None:
        if gate.literals:
            self._gates[name] = self._numbers(literal.encode() for literal in gate.literals)

    def anchor(self, anchored: Anchored) -> None:
        self._anchored.append(anchored)

    def _numbers(self, keys: Iterable[bytes]) -> Group:
        return frozenset(self._literals.setdefault(key, len(self._literals)) for key in keys)

    def _words(self) -> frozenset[str]:
        return frozenset(word for sequence in self.sequences for word in all_words(sequence))

    def lexicon(self, digest: str) -> Lexicon:
        runs = self._numbers((letter * 3).encode() for letter in LETTERS)
        pairs = self._numbers(f" {first} {second} ".encode() for first, second in product(LETTERS, LETTERS))
        literals = ScannedLiterals(tuple(self._literals), runs, pairs, self._gates)
        features = {name: tuple(found) for name, found in self.features.items()}
        return Lexicon(literals, self._anchored, words=self._words, features=features, digest=digest)


def _one(expressions: list[Expression]) -> list[Expression]:
    """Several expressions as one, so that they are searched for in one pass; none stays none."""
    return [_union(expressions)] if expressions else []


def _union(expressions: list[Expression]) -> Expression:
    first = expressions[0]
    choice = Choice(tuple(e.sequence for e in expressions))
    return Expression(Sequence((choice,)), first.plain, first.skeleton, first.sets)


class _PackCompiler:
    """Compiles one pack into what is being built."""

    def __init__(self, pack: Pack, building: _Building) -> None:
        self.pack = pack
        self.building = building
        spaced = pack.head.spaced
        self.plain = Script(spaced, lambda word: word)
        self.skeleton = Script(spaced, lambda word: collapse(leet_word(word)))
        self.rank = {word: i for i, word in enumerate(plain_word(pack.head.common).split(), 2)}
        self.sets: Sets = {}
        self.literals = Literals(self.sets, self._cost)
        self.keys: dict[str, dict[str, str]] = {}

    def run(self) -> None:
        for file in self.pack.files:
            self._read_sets(file)
        self._check_references()
        if self.building.problems:
            return
        ids: dict[str, str] = {}
        for file in self.pack.files:
            shared = _one(self._expressions(file.path, file.model.unless))
            for rule in file.model.rule:
                self._rule(file, rule, ids=ids, shared=shared)

    def _problem(self, where: str, text: str) -> None:
        self.building.problems.append(f"{where}: {text}")

    def _cost(self, word: str) -> float:
        """How often a word is expected; words outside the pack's list of common words are rare."""
        return 1.0 / self.rank[word] if word in self.rank else 0.0001

    def _parse(self, where: str, phrase: str) -> Sequence | None:
        try:
            sequence = parse(phrase)
        except PhraseError as error:
            self._problem(where, str(error))
            return None
        self.building.sequences.append(sequence)
        return sequence

    def _read_sets(self, file: PackFile) -> None:
        for name, content in file.model.phrases.items():
            where = file.at(name)
            if name in self.sets:
                self._problem(where, f"the phrase set <{name}> is defined twice in this pack; rename one")
            keyed = content if isinstance(content, dict) else {"": content}
            parsed = [(key, p, self._parse(where, p)) for key, phrases in keyed.items() for p in phrases]
            self.sets[name] = tuple(s for _, _, s in parsed if s)
            self.keys[name] = {plain_word(p): key for key, p, s in parsed if s and key}
            if not self.sets[name]:
                self._problem(where, f"the phrase set <{name}> is empty")
            if file.path.rpartition("/")[2].removesuffix(".toml") in FEATURES:
                self._feature(name, parsed)

    def _feature(self, name: str, parsed: list[tuple[str, str, Sequence | None]]) -> None:
        """A phrase set as something to ask of a whole text; a set with keys is asked key by key (``name.key``)."""
        for key in dict.fromkeys(key for key, _, _ in parsed):
            found = [Expression(s, self.plain, self.skeleton, self.sets) for k, _, s in parsed if s and k == key]
            self.building.features[f"{name}.{key}" if key else name] += _one(found)

    def _check_references(self) -> None:
        """Every slot must exist, and no set may contain itself, directly or through others."""
        done: set[str] = set()
        for name in self.sets:
            self._visit(name, done, ())

    def _visit(self, name: str, done: set[str], path: tuple[str, ...]) -> None:
        if name in path:
            self._problem(self.pack.head.id, f"<{name}> contains itself, through {' > '.join((*path, name))}")
        if name in path or name in done:
            return
        for inner in (i for sequence in self.sets[name] for i in _slots(sequence)):
            if inner in self.sets:
                self._visit(inner, done, (*path, name))
            else:
                self._problem(self.pack.head.id, f"<{name}> names the phrase set <{inner}>, which does not exist")
        done.add(name)

    def _rule(self, file: PackFile, rule: RuleModel, *, ids: dict[str, str], shared: list[Expression]) -> None:
        where, subject = file.at(rule.id), file.model.category or file.model.cue or ""
        ident = f"{self.pack.head.id}.{subject}.{rule.id}"
        problems = _rule_problems(file.model, rule, self.keys)
        if ident in ids:
            problems.append(f"the rule id {rule.id!r} is used twice (also at {ids[ident]})")
        ids[ident] = where
        phrases = self._expressions(where, rule.match)
        exceptions = [*shared, *_one(self._expressions(where, rule.unless))]
        for problem in problems:
            self._problem(where, problem)
        if problems or not phrases:
            return
        topics = {rule.topic_from: self.keys[rule.topic_from]} if rule.topic_from else {}
        category, cue = file.model.category, file.model.cue
        compiled = CompiledRule(ident, where, rule, tuple(phrases), tuple(exceptions), topics, category, cue)
        for phrase in phrases:
            self._anchor(compiled, phrase)

    def _expressions(self, where: str, phrases: list[str]) -> list[Expression]:
        found = []
        for phrase in phrases:
            sequence = self._parse(where, phrase)
            unknown = [name for name in _slots(sequence) if name not in self.sets] if sequence else []
            for name in unknown:
                self._problem(where, f"<{name}> in {phrase!r} is not a phrase set of this pack")
            if sequence and not unknown:
                found.append(Expression(sequence, self.plain, self.skeleton, self.sets))
        return found

    def _anchor(self, rule: CompiledRule, phrase: Expression) -> None:
        groups = self.literals.groups(phrase.sequence)
        if not groups:
            self._problem(rule.where, "a phrase holds no word that must occur; add one so that it can be found quickly")
            return
        anchor, *others = (self.building.group(g, spaced=self.pack.head.spaced) for g in groups[:3])
        self.building.anchor(Anchored(anchor, tuple(others), rule, phrase, -int(rule.severity)))


def _slots(sequence: Sequence) -> list[str]:
    names: list[str] = []
    stack: list[object] = list(sequence.items)
    while stack:
        item = stack.pop()
        if isinstance(item, Slot):
            names.append(item.name)
        elif isinstance(item, Choice):
            stack.extend(i for option in item.options for i in option.items)
        elif hasattr(item, "item"):
            stack.append(item.item)
    return names


def _rule_problems(model: FileModel, rule: RuleModel, keys: Mapping[str, Mapping[str, str]]) -> list[str]:
    problems: list[str] = []
    if bool(model.category) == bool(model.cue):
        problems.append("the file must name either a category or a cue at its top")
    _unknown(model.category, CATEGORIES, "category", problems.append)
    _unknown(model.cue, CUES, "cue", problems.append)
    if rule.topic_from and not keys.get(rule.topic_from):
        problems.append(f"topic_from names <{rule.topic_from}>, which is no phrase set with keys ([phrases.{rule.topic_from}] key = [...])")
    if rule.topic_from and not any(rule.topic_from in slot_names(s) for s in _parsed(rule.match)):
        problems.append(f"topic_from names <{rule.topic_from}>, which no phrase of the rule uses outside brackets")
    return problems


def _parsed(phrases: list[str]) -> list[Sequence]:
    out = []
    for phrase in phrases:
        try:
            out.append(parse(phrase))
        except PhraseError:
            continue
    return out


def _unknown(name: str | None, known: Mapping[str, object], kind: str, report: Callable[[str], None]) -> None:
    if name and name not in known:
        report(f"{name!r} is no {kind}; known are {', '.join(sorted(known))}")
