"""The ways from every place to the others, and in and out of files."""

from screens.foot import Footed
from wording import _


class Ways(Footed):
    """Each place is imported when somebody goes there: the first paint waits for none of them."""

    def verb_go_today(self) -> None:
        """To today's desk, out of every place on the way."""
        self.verb_quit()
        below = self.app.screen
        if below is not self and isinstance(below, Ways):
            below.verb_go_today()

    def verb_go_settings(self, section: str = "") -> None:
        """To the settings, or one section of them."""
        from screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(section))

    def verb_go_accounts(self) -> None:
        """To the agency's accounts, in the settings."""
        self.verb_go_settings("accounts")

    def verb_go_trail(self) -> None:
        """To the audit trail."""
        self.open_trail()

    def verb_go_referrals(self) -> None:
        """To what waits for other agencies."""
        from screens.referrals import ReferralsScreen

        self.app.push_screen(ReferralsScreen())

    def verb_go_topics(self) -> None:
        """To the topics, their stories and headlines."""
        from screens.topics import TopicsScreen

        self.app.push_screen(TopicsScreen())

    def verb_go_feeds(self) -> None:
        """To the feeds behind the topics."""
        from screens.feeds import FeedsScreen

        self.app.push_screen(FeedsScreen())

    def verb_go_ideas(self) -> None:
        """To the idea bank."""
        from screens.ideas import IdeasScreen

        self.app.push_screen(IdeasScreen())

    def verb_go_calendar(self) -> None:
        """To the plan by week and month."""
        from screens.calendar import CalendarScreen

        self.app.push_screen(CalendarScreen())

    def verb_go_handover(self) -> None:
        """To what whoever sits here next has to know."""
        from screens.handover import HandoverScreen

        self.app.push_screen(HandoverScreen())

    def verb_go_issues(self) -> None:
        """To rising issues and clarification sheets."""
        from screens.rising import IssuesScreen

        self.app.push_screen(IssuesScreen())

    def verb_go_crisis(self) -> None:
        """To crisis mode."""
        from screens.crisis import CrisisScreen

        self.app.push_screen(CrisisScreen())

    def verb_go_outbox(self) -> None:
        """To the replies that have not gone out."""
        from screens.outbox import OutboxScreen

        self.app.push_screen(OutboxScreen())

    def verb_go_score(self) -> None:
        """To how good the day was."""
        from screens.score import ScoreScreen

        self.app.push_screen(ScoreScreen())

    def verb_go_recap(self) -> None:
        """To the recap of the day."""
        from screens.recap import RecapScreen

        self.app.push_screen(RecapScreen())

    def verb_go_metrics(self) -> None:
        """To what is still to be measured."""
        from screens.metrics import MetricsScreen

        self.app.push_screen(MetricsScreen())

    def open_record(self, table: str, id: int) -> None:
        """To the place of a record."""
        app = self.app
        if table == "comments":
            from screens.conversation import ConversationScreen

            app.push_screen(ConversationScreen(id, compose=False))
        elif table == "posts":
            self.edit_post(id)
        elif table == "clarifications":
            from screens.clarification import SheetScreen

            app.push_screen(SheetScreen(id))
        elif table == "crises":
            from screens.crisis import CrisisScreen

            app.push_screen(CrisisScreen())
        elif table == "issues":
            from screens.rising import IssueScreen

            app.push_screen(IssueScreen(id))

    def edit_post(self, post: int, variant: int = 0) -> None:
        """To the editor of a post, at one of its variants."""
        from screens.editor import EditorScreen

        self.app.push_screen(EditorScreen(post, variant))

    def open_trail(self, query: str = "") -> None:
        """Show who did what, limited to `query`."""
        from screens.trail import TrailScreen

        self.app.push_screen(TrailScreen(query))

    def verb_quit(self) -> None:
        """Leave this place."""
        self.app.pop_screen()

    def verb_archive_search(self) -> None:
        """To the archives, with the words the comments are searched for."""
        from screens.archive import ArchiveScreen

        self.app.push_screen(ArchiveScreen(self.session.inbox.listing.words))

    def copy_address(self, address: str) -> None:
        """Show and copy an address, or say that there is none."""
        if address:
            self.copied(address, _("Address"))
        else:
            self.warn(_("It has no address."))

    def verb_import(self) -> None:
        """Ask which file to bring in."""
        self.ask(_("file"), self.session.files.import_file, hint=_("path of a CSV, XLSX or JSON file"))
