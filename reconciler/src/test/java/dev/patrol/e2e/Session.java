package dev.patrol.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection to a PostgreSQL server that asks for no password (PostgreSQL documentation, "Frontend/Backend
 * Protocol").
 */
final class Session implements AutoCloseable {
    private static final int PORT = 5432;
    private static final int PROTOCOL = 196_608;

    private final Socket socket = new Socket();
    private final DataOutputStream out;
    private final DataInputStream in;

    Session(String host, String user, Duration patience) throws IOException {
        try {
            int millis = (int) patience.toMillis();
            socket.connect(new InetSocketAddress(host, PORT), millis);
            socket.setSoTimeout(millis);
            out = new DataOutputStream(socket.getOutputStream());
            in = new DataInputStream(socket.getInputStream());
            byte[] words = ("user\0" + user + "\0database\0postgres\0\0").getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream startup = new ByteArrayOutputStream();
            DataOutputStream message = new DataOutputStream(startup);
            message.writeInt(words.length + 8);
            message.writeInt(PROTOCOL);
            message.write(words);
            out.write(startup.toByteArray());
            untilReady();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The first column of the last row; empty when there is none. */
    String ask(String statement) throws IOException {
        byte[] text = (statement + "\0").getBytes(StandardCharsets.UTF_8);
        out.writeByte('Q');
        out.writeInt(text.length + 4);
        out.write(text);
        return untilReady();
    }

    private String untilReady() throws IOException {
        String answer = "";
        while (true) {
            int type = in.readUnsignedByte();
            byte[] content = in.readNBytes(in.readInt() - 4);
            if (type == 'E') {
                throw new IOException(new String(content, StandardCharsets.UTF_8).replace('\0', ' '));
            }
            if (type == 'D') {
                // Two bytes say how many columns there are, four how long the first is.
                int length = (content[4] & 0xff) << 8 | content[5] & 0xff;
                answer = new String(content, 6, length, StandardCharsets.UTF_8);
            }
            if (type == 'Z') {
                return answer;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
