"""A model's weights by transformers."""

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache


class Weights:
    def __init__(self, name, device):
        self.device = device
        self.tokenizer = AutoTokenizer.from_pretrained(name)
        self.model = AutoModelForCausalLM.from_pretrained(name, torch_dtype="auto").to(device).eval()

    def tokens(self, text, whole=False):
        """Of a prompt as a whole, or of a text behind it: what looks like a control token in that is text."""
        if whole:
            return self.tokenizer(text).input_ids
        return self.tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids

    @torch.inference_mode()
    def scores(self, before, after):
        """The prompt's keys are computed once; each continuation begins with the prompt's last token."""
        cache = DynamicCache()
        kept = len(before) - 1
        if kept:
            self.logits(before[:-1], cache)
        scores = []
        for tokens in after:
            logits = self.logits(before[-1:] + tokens[:-1], cache, len(tokens))
            chosen = torch.tensor(tokens, device=self.device).unsqueeze(1)
            scores.append(torch.log_softmax(logits.float(), dim=-1).gather(1, chosen).sum().item())
            cache.crop(kept)
        return scores

    def logits(self, tokens, cache, last=1):
        ids = torch.tensor([tokens], device=self.device)
        return self.model(ids, past_key_values=cache, use_cache=True, logits_to_keep=last).logits[0]
