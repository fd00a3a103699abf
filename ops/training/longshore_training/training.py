"""The loop: reads lessons, changes the adapter, says how far it is."""

import dataclasses
import math
import time

import torch
import torch.nn.functional as F

from .lessons import Lesson, Lessons
from .qwen import Qwen

LESSONS_A_STEP = 2
RATE = 4e-4
WARM_STEPS = 8
LAST_RATE = 0.05
NORM_MAX = 1.0
TELL_EVERY = 15.0


@dataclasses.dataclass(frozen=True)
class Budget:
    """When to end: after so many seconds or questions, whichever is given."""

    seconds: float | None = None
    questions: int | None = None

    def share(self, seconds: float, questions: int) -> float:
        return max(
            seconds / self.seconds if self.seconds else 0.0,
            questions / self.questions if self.questions else 0.0,
        )


@dataclasses.dataclass
class Course:
    """What was done."""

    steps: int = 0
    questions: int = 0
    tokens: int = 0
    seconds: float = 0.0
    losses: list[float] = dataclasses.field(default_factory=list)

    def loss(self) -> float:
        """Of the last tenth of the steps: natural logarithm, a token of an answer."""
        last = self.losses[-max(1, len(self.losses) // 10) :]
        return sum(last) / len(last)


@dataclasses.dataclass(frozen=True)
class Measured:
    """On questions that were not trained on. `exact` are the shares whose whole answer is the likeliest token after
    token, so that it is what the model writes; `log_likelihood` is the mean a token."""

    questions: int
    answered: int
    exact_answered: float
    exact_not_stated: float
    falsely_not_stated: float
    log_likelihood: float


def train(model: Qwen, parameters: list, lessons: Lessons, budget: Budget, device: str, say) -> Course:
    """Trains until the budget is used up. The rate falls with the share of the budget that is used."""
    optimizer = torch.optim.AdamW(parameters, lr=RATE, betas=(0.9, 0.99), weight_decay=0.0)
    course, began, told = Course(), time.monotonic(), -TELL_EVERY
    while (share := budget.share(course.seconds, course.questions)) < 1:
        rate = RATE * min(1.0, (course.steps + 1) / WARM_STEPS) * max(LAST_RATE, _falling(share))
        for group in optimizer.param_groups:
            group["lr"] = rate
        step = [lessons.next() for _ in range(LESSONS_A_STEP)]
        course.losses.append(_step(model, step, device))
        torch.nn.utils.clip_grad_norm_(parameters, NORM_MAX)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        course.steps += 1
        course.questions += sum(len(lesson.prompts) for lesson in step)
        course.tokens += sum(len(lesson.packed.tokens) for lesson in step)
        course.seconds = time.monotonic() - began
        if course.seconds - told >= TELL_EVERY:
            told = course.seconds
            say(_line(course, budget))
    return course


def _falling(share: float) -> float:
    return 0.5 * (1 + math.cos(math.pi * share))


def _step(model: Qwen, lessons: list[Lesson], device: str) -> float:
    tokens = sum(len(lesson.packed.rows) for lesson in lessons)
    total = 0.0
    for lesson in lessons:
        packed = lesson.packed.to(device)
        vectors = model(packed.tokens, packed.positions, packed.sees)
        loss = F.cross_entropy(model.logits(vectors[packed.rows]), packed.targets, reduction="sum") / tokens
        loss.backward()
        total += loss.item()
    return total


def _line(course: Course, budget: Budget) -> str:
    share = budget.share(course.seconds, course.questions)
    left = course.seconds * (1 - share) / share if share else 0.0
    return (
        f"  {100 * share:3.0f} %: {course.questions} questions in {course.steps} steps, "
        f"loss {course.loss():.2f}, {max(0, int(left)) // 60}:{max(0, int(left)) % 60:02d} min left"
    )


@torch.no_grad()
def measure(model: Qwen, lessons: list[Lesson], refusal: int, device: str) -> Measured:
    """`refusal` is the token that a refusal begins with."""
    answered = unanswered = exact = refused = falsely = count = 0
    total = 0.0
    for lesson in lessons:
        packed = lesson.packed.to(device)
        logits = model.logits(model(packed.tokens, packed.positions, packed.sees)[packed.rows])
        total += F.log_softmax(logits, -1).gather(1, packed.targets[:, None]).sum().item()
        count += len(packed.targets)
        likeliest = logits.argmax(-1)
        for number, asked in enumerate(lesson.context.asked):
            own = packed.owners == number
            whole = bool((likeliest[own] == packed.targets[own]).all())
            if asked.answered:
                answered += 1
                exact += whole
                falsely += int(likeliest[own][0]) == refusal
            else:
                unanswered += 1
                refused += whole
    return Measured(
        answered + unanswered,
        answered,
        exact / max(1, answered),
        refused / max(1, unanswered),
        falsely / max(1, answered),
        total / max(1, count),
    )
