"""Which of the agency's programmes a new comment is about: its post's, else the one whose words it holds."""

from desk.desk import Desk
from domain.agency import Programme
from domain.comments import Comment
from domain.posts import Post
from language import watchlist


class Programmes:
    """The programmes as they were when the first new comment came."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of_word: dict[str, int] | None = None
        self._of_post: dict[int, int] = {}

    def of(self, comment: Comment) -> int:
        """The programme's id; 0: none. Of several whose words it holds the first that was set up."""
        if self._of_word is None:
            self._of_word = self._load()
        if found := self._of_post.get(comment.post):
            return found
        words = watchlist.found(self._of_word, comment.text) if self._of_word else ()
        return min((self._of_word[word] for word in words), default=0)

    def _load(self) -> dict[str, int]:
        store = self._desk.store
        self._of_post = {post.id: post.programme for post in store.repo("posts", Post).all() if post.programme}
        programmes = sorted(store.repo("programmes", Programme).all(), key=lambda one: -one.id)
        return {word: one.id for one in programmes for word in one.words}
