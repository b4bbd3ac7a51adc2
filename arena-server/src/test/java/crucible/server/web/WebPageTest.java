package crucible.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.fill.CostSettings;
import crucible.model.AgentCommand;
import crucible.server.config.AdminSettings;
import crucible.server.rest.HttpFace;
import crucible.server.rest.Idempotency;
import crucible.server.security.Role;
import crucible.server.security.TokenStore;
import crucible.server.view.Mode;
import crucible.server.view.ModeView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with the page, in a real browser against the real HTTP server. */
class WebPageTest {
    @TempDir
    private static Path folder;

    private static Browser browser;
    private static String operatorToken;
    private static String viewerToken;
    private static TokenStore tokens;

    private ArenaOfThree arena;
    private HttpFace face;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = Browser.open(folder.resolve("profile"));
        tokens = TokenStore.open(folder.resolve("tokens"));
        operatorToken = tokens.create(Role.OPERATOR, "operator");
        viewerToken = tokens.create(Role.VIEWER, "viewer");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startServer() throws IOException {
        arena = new ArenaOfThree();
        face = HttpFace.start(
                AdminSettings.defaults().withPort(0),
                new HttpFace.Parts(
                        arena,
                        arena,
                        () -> new byte[0],
                        tokens,
                        new Idempotency(InstantSource.system()),
                        InstantSource.system()));
        browser.room(1600, 1000);
        browser.complaints();
    }

    @AfterEach
    void stopServer() {
        face.close();
    }

    private void open(String token) {
        browser.load(face.url() + "/#t=" + token);
    }

    private void openWithTable(String token) {
        open(token);
        browser.shown("tr[data-agent='0']");
    }

    @Test
    void showsTheTournament() {
        openWithTable(operatorToken);
        assertThat(browser.count("#agents tbody tr")).isEqualTo(3);
        browser.shown("#note", ArenaOfThree.NOTE);
        browser.shown("#feed", "LIVE");
        browser.shown("#connection", "connected");
        browser.shown("#trials", "3 strategies tried");
        browser.shown("tr[data-agent='0'] [data-column='outlook']", "about 1,900 more trades at this Sharpe");
        browser.shown("tr[data-agent='0'] [data-column='net']", "gross");
        browser.shown("tr[data-agent='0'] [data-column='dsr']", "–");
        browser.shown("#chart canvas");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void forgetsTheTokenInTheAddressAndKeepsItForTheTab() {
        openWithTable(operatorToken);
        assertThat(browser.address()).isEqualTo(face.url() + "/");
        browser.load(face.url() + "/");
        browser.shown("tr[data-agent='0']");
    }

    @Test
    void anAgentsBooksAddUp() {
        openWithTable(operatorToken);
        browser.press("tr[data-agent='1'] button");
        browser.shown("#agent-name", "#1");
        browser.shown("#books[data-adds='true']", "200.00");
        for (String tab : List.of("trades", "orders", "verdicts", "strategy", "family")) {
            browser.press("#tab-" + tab);
            browser.shown("#tab-content > *");
        }
        browser.press("#tab-strategy");
        browser.shown("#tab-content", "It closes, whichever comes first");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void ordersThatFilledBeyondTheVolumeAreMarked() {
        openWithTable(operatorToken);
        browser.press("tr[data-agent='1'] button");
        browser.press("#tab-orders");
        browser.shown("#orders tr[data-order='2'] [data-crowded]", "crowded");
        assertThat(browser.count("#orders [data-crowded]")).isEqualTo(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aVerdictsCardNamesItsCosts() {
        openWithTable(viewerToken);
        browser.press("tr[data-agent='2'] button");
        browser.press("#tab-verdicts");
        browser.shown(".verdict.good", CostSettings.DEFAULT.digest().substring(0, 16));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsWhichBarsAreTooFastForTheCosts() {
        openWithTable(viewerToken);
        browser.shown("#viability tr[data-instrument='BTCUSDT']", "1.30 too fast");
        browser.shown("#viability td[data-too-fast='true']", "30 / 23 bps");
        browser.shown("#viability td[data-too-fast='false']", "–");
        browser.shown("#viability-words", "Below 2 the bars are too fast");
        browser.gone("#viability-empty");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void killsAnAgentAndSeesItDie() {
        openWithTable(operatorToken);
        browser.press("tr[data-agent='1'] button");
        browser.press("#kill");
        browser.shown("#dialog-words", "closed at the next quote, at cost");
        browser.shown("#reason").sendKeys("it bleeds");
        browser.press("#confirm");
        browser.shown("#result", "was killed");
        browser.shown("#agent-state", "dead");
        browser.shown("#outlook", "killed by an operator: it bleeds");
        browser.gone("tr[data-agent='1']");
        browser.gone("#kill");
        browser.shown("#events li[data-event='death'][data-agent='1']", "it bleeds");
        browser.press("#filters [data-state='TERMINATED']");
        browser.shown("tr[data-agent='1'] [data-column='outlook']", "it bleeds");
        assertThat(arena.commands()).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(AgentCommand.Kind.KILL);
            assertThat(command.agentId()).isEqualTo(1);
            assertThat(command.actor()).isEqualTo("operator");
            assertThat(command.reason()).isEqualTo("it bleeds");
            assertThat(command.idempotencyKey()).hasSize(32);
        });
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void acknowledgesLossesBeyondTheBoundOnce() {
        openWithTable(operatorToken);
        browser.press("tr[data-agent='1'] button");
        browser.shown("#kill");
        browser.gone("#acknowledge");
        browser.press("tr[data-agent='0'] button");
        browser.shown("#breaks", "2");
        browser.press("#acknowledge");
        browser.shown("#dialog-words", "bars its promotion");
        browser.shown("#reason").sendKeys("a gap of the market");
        browser.press("#confirm");
        browser.shown("#result", "its losses were seen");
        browser.gone("#acknowledge");
        browser.gone("#breaks");
        assertThat(arena.commands()).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(AgentCommand.Kind.ACKNOWLEDGE);
            assertThat(command.agentId()).isZero();
            assertThat(command.reason()).isEqualTo("a gap of the market");
        });
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsTheRecordBesideItsExposureAndByMarket() {
        openWithTable(viewerToken);
        browser.press("tr[data-agent='0'] button");
        browser.shown("#held", "+4.56 %");
        browser.gone("#acknowledge");
        browser.shown(".regimes tr[data-regime='session.asia']", "120");
        browser.shown(".regimes tr[data-regime='volatility.wild']", "−0.0520");
        browser.shown(".regimes tr[data-regime='trend.up']", "–");
        browser.shown("#trials", "31 agents in 3 groups that move together");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void promotesAnAgentAndSaysThatItIsNoStatisticalClaim() {
        openWithTable(operatorToken);
        browser.press("tr[data-agent='2'] button");
        browser.press("#promote");
        browser.shown("#reason").sendKeys("I like it");
        browser.press("#confirm");
        browser.shown("#agent-state", "promoted");
        browser.shown("#outlook", "no statistical claim");
        browser.gone("#promote");
    }

    @Test
    void givesNoOrderWithoutAReason() {
        openWithTable(operatorToken);
        browser.press("tr[data-agent='1'] button");
        browser.press("#kill");
        browser.shown("#reason").sendKeys("   ");
        browser.press("#confirm");
        browser.shown("#dialog-problem", "say why");
        browser.press("#cancel");
        browser.gone("#dialog");
        assertThat(arena.commands()).isEmpty();
    }

    @Test
    void aViewerSeesNoButtons() {
        openWithTable(viewerToken);
        browser.press("tr[data-agent='1'] button");
        browser.shown("#books");
        browser.gone("#commands button");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aNameIsNeverReadAsMarkup() {
        openWithTable(operatorToken);
        browser.shown("tr[data-agent='2'] button", ArenaOfThree.HOSTILE_NAME).click();
        browser.shown("#agent-name", ArenaOfThree.HOSTILE_NAME);
        assertThat(browser.count("img")).isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void asksForATokenWhereItIsWrongAndTakesAnother() {
        open("wrong");
        browser.shown("#token-problem", "does not know this token");
        assertThat(browser.count("#agents tbody tr")).isZero();
        browser.shown("#token").sendKeys(viewerToken);
        browser.press("#token-use");
        browser.shown("tr[data-agent='0']");
    }

    @Test
    void saysWhenTheArenaIsGone() {
        openWithTable(operatorToken);
        face.close();
        browser.shown("#banner", "connection to the arena is lost");
        browser.shown("#connection", "connection lost");
        browser.shown("#feed", "UNKNOWN");
        browser.shown("tr[data-agent='0']");
    }

    @Test
    void saysWhatTheServerIsInTroubleWith() {
        arena.modes = List.of(
                new ModeView(Mode.DISK, "the disk is nearly full, no agent enters", 1),
                new ModeView(Mode.JOURNAL_SLOW, "the journal is slow", 2));
        openWithTable(operatorToken);
        browser.shown("#banner", "The disk is nearly full, no agent enters. The journal is slow.");
    }

    @Test
    void fitsAPhone() {
        browser.room(360, 740);
        openWithTable(operatorToken);
        assertThat(browser.evaluate("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.press("tr[data-agent='1'] button");
        browser.shown("#books");
        assertThat(browser.evaluate("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.press("#agent-close");
        browser.gone("#agent");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void asksNobodyButTheArena() {
        openWithTable(operatorToken);
        assertThat(browser.evaluate("return performance.getEntriesByType('resource').map(entry => entry.name)"
                        + ".filter(name => !name.startsWith(location.origin))"))
                .isEqualTo(List.of());
    }
}
