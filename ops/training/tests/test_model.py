"""The model, the packing, the adapter's file: with the environment that training has."""

import pathlib
import tempfile
import unittest

try:
    import gguf
    import numpy as np
    import torch

    from longshore_training import adapter, contexts, lessons, packing, passages, prompts, training
    from longshore_training.qwen import Qwen
except ImportError as e:
    raise unittest.SkipTest(f"there is no training environment: {e}") from e

WIDTH, HEADS, LAYERS, VOCABULARY = 32, 4, 3, 50
PROMPTS = [[1, 2, 3, 4, 9, 5], [1, 2, 3, 4, 7, 6, 8], [1, 2, 3, 4, 9]]
ANSWERS = [[10, 11], [12], [13, 14, 15]]


def written(file: pathlib.Path) -> pathlib.Path:
    """A small model with random weights."""
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(file, "qwen2")
    writer.add_block_count(LAYERS)
    writer.add_embedding_length(WIDTH)
    writer.add_head_count(HEADS)
    writer.add_rope_freq_base(10_000.0)
    writer.add_layer_norm_rms_eps(1e-6)

    def add(name: str, *shape: int) -> None:
        writer.add_tensor(name, (random.standard_normal(shape) * 0.3).astype(np.float32))

    add("token_embd.weight", VOCABULARY, WIDTH)
    add("output_norm.weight", WIDTH)
    for i in range(LAYERS):
        add(f"blk.{i}.attn_norm.weight", WIDTH)
        add(f"blk.{i}.ffn_norm.weight", WIDTH)
        for name, out in (("q", WIDTH), ("k", WIDTH // 2), ("v", WIDTH // 2)):
            add(f"blk.{i}.attn_{name}.weight", out, WIDTH)
            add(f"blk.{i}.attn_{name}.bias", out)
        add(f"blk.{i}.attn_output.weight", WIDTH, WIDTH)
        add(f"blk.{i}.ffn_gate.weight", 2 * WIDTH, WIDTH)
        add(f"blk.{i}.ffn_up.weight", 2 * WIDTH, WIDTH)
        add(f"blk.{i}.ffn_down.weight", WIDTH, 2 * WIDTH)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return file


class LessonsTest(unittest.TestCase):
    """With a word for a token, and contexts that are all the same but for their length."""

    class Maker:
        def __init__(self, name: str, *lengths: int):
            asked = [contexts.Asked("Which?", name, True)]
            self._contexts = [contexts.Context(["word " * length], asked, False) for length in lengths]

        def turn(self) -> "LessonsTest.Maker":
            return self

        def next(self) -> contexts.Context:
            self._contexts.append(self._contexts.pop(0))
            return self._contexts[-1]

    class Words:
        def of(self, text: str) -> list[int]:
            return [len(word) for word in text.split()]

    def test_books_have_their_share_though_most_of_the_data_is_too_long(self):
        mixture = contexts.Mixture(self.Maker("data", 800, 800, 9), self.Maker("book", 9), 1)
        prompt = prompts.Prompt("p.v1", "--- system\nBe short.\n--- user\n{evidence} {question}\n")
        drawn = lessons.Lessons(mixture, prompt, prompt, self.Words())
        share = sum(drawn.next().context.asked[0].target == "book" for _ in range(200)) / 200
        self.assertTrue(0.06 < share < 0.2, share)

    def test_data_that_is_all_too_long_ends_in_what_to_mend(self):
        prompt = prompts.Prompt("p.v1", "--- system\nBe short.\n--- user\n{evidence} {question}\n")
        drawn = lessons.Lessons(self.Maker("data", 800, 764), prompt, prompt, self.Words())
        with self.assertRaisesRegex(passages.DataError, "longer than 768 tokens .* cut the texts of corpus.jsonl"):
            drawn.next()


class ModelTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.file = written(self.folder / "model.gguf")
        self.model = Qwen(self.file, torch.float32, "cpu")

    def logits(self, packed) -> torch.Tensor:
        return self.model.logits(self.model(packed.tokens, packed.positions, packed.sees)[packed.rows])

    @torch.no_grad()
    def test_packed_questions_give_what_each_gives_alone(self):
        packed = packing.pack(PROMPTS, ANSWERS)
        together = self.logits(packed)
        self.assertLess(len(packed.tokens), sum(map(len, PROMPTS)) + sum(map(len, ANSWERS)))
        for number, (prompt, answer) in enumerate(zip(PROMPTS, ANSWERS)):
            alone = self.logits(packing.pack([prompt], [answer]))
            torch.testing.assert_close(together[packed.owners == number], alone, rtol=1e-4, atol=1e-5)

    @torch.no_grad()
    def test_a_question_alone_is_the_plain_text(self):
        prompt, answer = PROMPTS[1], ANSWERS[2]
        text = torch.tensor(prompt + answer)
        places = torch.arange(len(text))
        plain = self.model.logits(self.model(text, places, places[:, None] >= places[None, :]))
        alone = self.logits(packing.pack([prompt], [answer]))
        torch.testing.assert_close(alone, plain[len(prompt) - 1 : -1], rtol=1e-4, atol=1e-5)

    @torch.no_grad()
    def test_a_new_adapter_changes_nothing(self):
        packed = packing.pack(PROMPTS, ANSWERS)
        before = self.logits(packed)
        adapter.adapt(self.model, 1)
        torch.testing.assert_close(self.logits(packed), before)

    def test_the_lower_third_of_the_layers_is_left_as_it_is(self):
        adapter.adapt(self.model, 1)
        self.assertEqual({name.split(".")[1] for name in adapter.adapted(self.model)}, {"1", "2"})

    def test_training_lowers_the_loss_and_the_file_holds_what_was_learnt(self):
        parameters = adapter.adapt(self.model, 1)
        packed = packing.pack(PROMPTS, ANSWERS)

        class Same:
            def next(self):
                return Lesson(packed)

        class Lesson:
            def __init__(self, packed):
                self.packed, self.prompts = packed, PROMPTS

        said = []
        budget = training.Budget(questions=6 * 200)
        course = training.train(self.model, parameters, Same(), budget, "cpu", said.append)
        self.assertEqual((course.questions, course.steps), (1200, 200))
        self.assertLess(course.losses[-1], 0.8 * course.losses[0])
        self.assertIn("questions in", said[0])

        file = self.folder / "adapter.gguf"
        adapter.write(self.model, file, "an adapter", "a model")
        tuned = self.logits(packed).detach()
        merged = Qwen(self.file, torch.float32, "cpu")
        tensors = {tensor.name: np.array(tensor.data) for tensor in gguf.GGUFReader(file).tensors}
        scale = adapter.ALPHA / adapter.RANK
        for name, matrix in merged.matrices().items():
            if f"{name}.lora_a" not in tensors:
                continue
            b, a = (torch.from_numpy(tensors[f"{name}.lora_{half}"]) for half in "ba")
            matrix.weight += scale * (b @ a)
        self.model = merged
        torch.testing.assert_close(self.logits(packed), tuned, rtol=1e-3, atol=1e-4)

    def test_another_architecture_is_refused(self):
        writer = gguf.GGUFWriter(self.folder / "other.gguf", "llama")
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        with self.assertRaisesRegex(ValueError, "only qwen2"):
            Qwen(self.folder / "other.gguf", torch.float32, "cpu")


if __name__ == "__main__":
    unittest.main()
