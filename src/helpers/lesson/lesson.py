"""A lesson: its header, its questions and its claim court, from data/lessons and data/questions."""

from typing import Any

from helpers.lesson.article import ArticleCard
from helpers.lesson.ask import ExerciseCard, QuestionCard, judged, trouble
from helpers.lesson.card import show_words
from helpers.lesson.course import CourseMap, EndCard
from helpers.lesson.court import ClaimCourt
from helpers.lesson.predict import PredictionCard
from helpers.lesson.question_file import lesson_page, question_page
from helpers.lesson.questions import Choice, Exercise, Numeric, questions
from helpers.lesson.slips import speak_plainly
from helpers.tables import table

SAFETY = (
    "**For learning, not for treatment.** Nothing here is medical advice. Ask a doctor or "
    "pharmacist before you take magnesium, above all with kidney disease, in pregnancy or with "
    "other medicines."
)


class Lesson:
    """One lesson of the course by the name of its notebook, such as "05_supplement_forms"."""

    def __init__(self, name: str):
        self.name = name
        self.page = lesson_page(name)
        speak_plainly()

    def header(self) -> None:
        """Show objectives, minutes, prerequisites and the safety line."""
        goals = "\n".join(f"{n}. {goal.text}" for n, goal in enumerate(self.page.objectives, 1))
        show_words(
            f"**When you have finished, you can**\n\n{goals}\n\n"
            f"**Time:** about {self.page.minutes} minutes. "
            f"**Before this:** {self.page.prerequisites}\n\n> {SAFETY}"
        )

    def ask(self, question: str) -> None:
        """Show one question as a card."""
        QuestionCard(self._question(question, Choice | Numeric)).show()

    def predict(self, prediction: str) -> None:
        """Ask for a guess; what it opens, and the rest of its section, waits until one is made."""
        known = {entry.id: entry for entry in question_page(self.name).prediction}
        if prediction not in known:
            raise ValueError(
                f"prediction: {prediction!r} is not one of {', '.join(sorted(known)) or 'none'} "
                f"in data/questions/{self.name}.toml."
            )
        PredictionCard(self.name, known[prediction]).show()

    def claim_court(self) -> None:
        """Show the claims of this lesson."""
        claims = table("claims")
        mine = claims[claims["lesson"] == self.name]
        if mine.empty:
            raise ValueError(f"lesson: {self.name!r} has no claims in data/claims.csv.")
        ClaimCourt(f"{self.name} claims", mine).show()

    def unseen_article(self) -> None:
        """Show the synthetic pages with planted errors, one after the other."""
        ArticleCard().show()

    def exercise(self, exercise: str) -> None:
        """Show an exercise as a card with a box for each of its numbers."""
        ExerciseCard(self._question(exercise, Exercise)).show()

    def check(self, exercise: str, /, **answers: Any) -> None:
        """Say what is right in answers that were computed in a cell, each by its name."""
        asked = self._question(exercise, Exercise)
        if answers and all(answer is ... for answer in answers.values()):
            show_words("Nothing is filled in yet: replace each `...`, then run the cell.")
        else:
            show_words(judged(asked, answers)[0] + trouble())

    def course_map(self) -> None:
        """Show all lessons with their links, and where the learner stands in each."""
        CourseMap(self.name).show()

    def progress(self) -> None:
        """Show where the learner stands in this lesson, and keep the answers."""
        EndCard(self.name).show()

    def _question(self, name: str, kind: Any) -> Any:
        known = {
            key for key, question in questions(self.name).items() if isinstance(question, kind)
        }
        if name not in known:
            raise ValueError(
                f"question: {name!r} is not one of {', '.join(sorted(known))} "
                f"in data/questions/{self.name}.toml."
            )
        return questions(self.name)[name]
