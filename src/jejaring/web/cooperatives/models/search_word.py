"""The words that cooperatives are found by: an inverted index in plain tables, the same on every database."""

from django.db import models


class SearchWord(models.Model):
    """One word of a cooperative's name, group or place. Kept by the actions that write the register."""

    pk = models.CompositePrimaryKey("word", "cooperative_id", "rank")
    word = models.CharField(max_length=40)
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative",
        on_delete=models.CASCADE,
        related_name="search_words",
        db_index=False,
        db_constraint=False,
    )
    rank = models.PositiveSmallIntegerField()
    """Small: a word of a short name. 10 and above: a word of its group or of the places it lies in."""

    def __str__(self) -> str:
        return f"{self.word} ({self.rank})"


class VocabularyWord(models.Model):
    """A distinct word of the index, and how many cooperatives have it."""

    word = models.CharField(max_length=40, unique=True)
    cooperatives = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.word}: {self.cooperatives}"
