package dev.patrol.remote.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.remote.RejectedException;
import dev.patrol.remote.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyReaderTest {
    private static final String TOKEN = "8f14e45fceea167a5a36dedd4bea2543";

    @Test
    void contentIsWhatStandsBetweenHeadingsWithoutTheirLineBreak() throws IOException, RejectedException {
        Reply reply = read("\n@ file present 600 postgres:postgres\nscope: x\n\n@ error\n\n@ end 0\n");

        assertEquals("scope: x\n", reply.require("file").text());
        assertEquals(
                List.of("present", "600", "postgres:postgres"),
                reply.require("file").words());
        assertEquals("", reply.error());
        assertEquals(0, reply.status());
    }

    @Test
    void emptyContentAndContentWithoutALineBreakStayAsTheyAre() throws IOException, RejectedException {
        Reply reply = read("\n@ a\n\n@ b\nx\n@ end 7\n");

        assertEquals("", reply.require("a").text());
        assertEquals("x", reply.require("b").text());
        assertEquals(7, reply.status());
    }

    @Test
    void contentThatImitatesAnotherTokenIsContent() throws IOException, RejectedException {
        String imitation = "\n00000000000000000000000000000000 end 0\n " + TOKEN + " end 0\n" + TOKEN + "end 0\n";

        Reply reply = read("\n@ file\n" + imitation + "\n@ end 1\n");

        assertEquals(imitation, reply.require("file").text());
        assertEquals(1, reply.status());
    }

    @Test
    void anyBytesPassUnchanged() throws IOException, RejectedException {
        byte[] bytes = new byte[10_000];
        new Random(42).nextBytes(bytes);
        byte[] before = ("\n" + TOKEN + " file\n").getBytes(StandardCharsets.US_ASCII);
        byte[] after = ("\n" + TOKEN + " end 0\n").getBytes(StandardCharsets.US_ASCII);

        InputStream in = new java.io.SequenceInputStream(
                new java.io.SequenceInputStream(new ByteArrayInputStream(before), new ByteArrayInputStream(bytes)),
                new ByteArrayInputStream(after));

        assertEquals(
                ByteBuffer.wrap(bytes),
                new ReplyReader(in).read(TOKEN).require("file").bytes());
    }

    @Test
    void aLoginShellsGreetingIsSkipped() throws IOException, RejectedException {
        assertEquals(0, read("Welcome to pg1\nno line break here\n@ end 0\n").status());
    }

    @Test
    void errorsAreOneLineForPeople() throws IOException, RejectedException {
        Reply reply = read("\n@ error\n  mv: cannot move\n mv: no space left\n\n@ end 1\n");

        assertEquals(
                "mv: cannot move; mv: no space left", reply.failure().facts().get("said"));
    }

    @Test
    void aStreamThatEndsTooSoonTellsWhatStoodThere() {
        IOException beforeAnything =
                assertThrows(EndOfScript.class, () -> read("This account is currently not available.\n"));
        assertEquals("This account is currently not available.", beforeAnything.getMessage());

        assertThrows(EndOfScript.class, () -> read("\n@ file present\nsecret: hal"));
    }

    @Test
    void contentOfABrokenAnswerIsNotTold() {
        IOException broken = assertThrows(IOException.class, () -> read("\n@ file\npassword: hunter2\n"));

        assertTrue(!broken.getMessage().contains("hunter2"), broken::getMessage);
    }

    @Test
    @Timeout(60)
    void anEndlessAnswerIsCutOff() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        UnreadReply tooLarge = assertThrows(UnreadReply.class, () -> new ReplyReader(endless).read(TOKEN));

        assertEquals(Unread.TOO_LARGE.with("megabytes", 64), tooLarge.reason());
    }

    @Test
    void ofASectionThatIsTooLargeTheBeginningIsKeptAndTheOthersAreWhole() throws IOException, RejectedException {
        String large = "0123456789\n".repeat(2_000_000);

        Reply reply = read("\n@ file present\nscope: x\n@ body /config\n" + large + "\n@ answered 200\n\n@ end 0\n");

        Reply.Section body = reply.require("body");
        assertFalse(body.isWhole());
        assertEquals(ReplyReader.LARGEST_SECTION, body.bytes().remaining());
        assertEquals("scope: x", reply.requireWhole("file").text());
        assertEquals("200", reply.require("answered").word(0));
        assertEquals(
                Unread.PART_TOO_LARGE.with("part", "body"),
                assertThrows(RejectedException.class, () -> reply.requireWhole("body"))
                        .reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n@ end abc\n", "\n@ end 0 0\n", "\n@ \n", "\n@ file\n\n@ end 99999999999\n"})
    void whatIsNoAnswerOfTheScriptIsToldAsThat(String text) {
        UnreadReply malformed = assertThrows(UnreadReply.class, () -> read(text));

        assertTrue(malformed.reason().is(Unread.MALFORMED), malformed::toString);
    }

    @Test
    void headingsWithoutEndAreNoAnswer() {
        assertThrows(UnreadReply.class, () -> read("\n@ file\n".repeat(1_000)));
        assertThrows(UnreadReply.class, () -> read("\n@ file " + "x".repeat(100_000) + "\n\n@ end 0\n"));
    }

    private static Reply read(String text) throws IOException, RejectedException {
        byte[] bytes = text.replace("@", TOKEN).getBytes(StandardCharsets.UTF_8);
        return new ReplyReader(new ByteArrayInputStream(bytes)).read(TOKEN);
    }
}
