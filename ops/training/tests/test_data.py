"""Data making, with nothing but Python."""

import json
import pathlib
import re
import tempfile
import unittest

from longshore_training import contexts, passages, prompts

PASSAGE = (
    "The Alder Bridge was opened in 1931. It is 212.5 metres long. Trams have crossed it since 1954. "
    "Its architect was Anna Berg. She also built the town hall."
)


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
    def test_a_span_is_widened_to_whole_words(self):
        self.assertEqual(contexts.span("Built in the 1970s.", "1970"), "1970s")
        self.assertEqual(contexts.span("It is 212.5 metres long.", "212"), "212.5")
        self.assertEqual(contexts.span("Anna Berg's house", "Anna Berg"), "Anna Berg's")
        self.assertEqual(contexts.span("a 56.2% share", "56.2"), "56.2")

    def test_in_scripts_without_spaces_every_character_is_a_border(self):
        self.assertEqual(contexts.span("该桥于1931年开通。", "1931年"), "1931年")
        self.assertEqual(contexts.span("该桥于1931年开通。", "193"), "1931")

    def test_what_does_not_stand_there_is_no_span(self):
        self.assertIsNone(contexts.span("text", "other"))

    def test_sentences_of_both_kinds_of_scripts(self):
        self.assertEqual(contexts.sentences("One. Two? “Three.” Four"), ["One.", "Two?", "“Three.”", "Four"])
        self.assertEqual(contexts.sentences("一。二！三"), ["一。", "二！", "三"])


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
