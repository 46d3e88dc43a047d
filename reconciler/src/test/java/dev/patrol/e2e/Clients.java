package dev.patrol.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that connect all the time, anew for each statement: one writes wherever it can, one reads from every member in
 * turn. They begin at once and end when they are closed.
 */
final class Clients implements AutoCloseable {
    static final String ROLE = "probe";

    // A server that is down refuses at once; who answers late has only been waiting for a processor.
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 20;

    private final SortedMap<String, String> addresses = new TreeMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Gap writes = new Gap();
    private final Gap reads = new Gap();
    private final SortedMap<String, LinkedHashSet<String>> starts = new TreeMap<>();
    private int darkRounds;

    private Clients(Nodes nodes) {
        Nodes.NAMES.forEach(node -> {
            addresses.put(node, nodes.address(node));
            starts.put(node, new LinkedHashSet<>());
        });
    }

    /** Lets them in, once for a cluster: a rule in the definition, a role, a table. */
    static void letIn(Stage stage) {
        String gateway = stage.nodes().subnet() + ".1/32";
        stage.definitions()
                .addRule("{type: host, database: postgres, user: %s, address: %s, method: trust}"
                        .formatted(ROLE, gateway));
        stage.patrol().run("apply").expect(0);
        stage.nodes()
                .sql(
                        stage.nodes().leader(),
                        "DROP TABLE IF EXISTS probe; DROP ROLE IF EXISTS probe; CREATE ROLE probe LOGIN;"
                                + " CREATE TABLE probe (at timestamptz); GRANT ALL ON probe TO probe");
    }

    static Clients of(Nodes nodes) {
        Clients clients = new Clients(nodes);
        clients.begin(clients::write);
        clients.begin(clients::read);
        return clients;
    }

    private void begin(Runnable work) {
        Thread thread = new Thread(() -> {
            while (stop.getCount() > 0) {
                work.run();
                pause();
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void pause() {
        try {
            stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void write() {
        for (String address : addresses.values()) {
            try (Session session = new Session(address, ROLE, PATIENCE)) {
                session.ask("INSERT INTO probe VALUES (clock_timestamp())");
                writes.success();
                return;
            } catch (IOException e) {
                // A replica, or a server that is just away: the next may take it.
            }
        }
    }

    private void read() {
        boolean anyone = false;
        for (var member : addresses.entrySet()) {
            try (Session session = new Session(member.getValue(), ROLE, PATIENCE)) {
                starts.get(member.getKey()).add(session.ask("SELECT pg_postmaster_start_time()"));
                reads.success();
                anyone = true;
            } catch (IOException e) {
                // Away; what counts is whether all are.
            }
        }
        if (!anyone) {
            darkRounds++;
        }
    }

    /** Ends them; what they saw does not change any more. */
    @Override
    public void close() {
        stop.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** How often no member at all accepted a connection. */
    int darkRounds() {
        return darkRounds;
    }

    /** How often each server was started anew under their eyes. */
    SortedMap<String, Integer> restarts() {
        SortedMap<String, Integer> restarts = new TreeMap<>();
        starts.forEach((node, seen) -> restarts.put(node, seen.size() - 1));
        return restarts;
    }

    @Override
    public String toString() {
        return "%d writes, longest gap %d ms; %d reads, longest gap %d ms"
                .formatted(writes.count, writes.longestMillis, reads.count, reads.longestMillis);
    }

    /** The longest time between two that succeeded. */
    private static final class Gap {
        private long last = System.nanoTime();
        private long longestMillis;
        private long count;

        void success() {
            long now = System.nanoTime();
            longestMillis = Math.max(longestMillis, TimeUnit.NANOSECONDS.toMillis(now - last));
            last = now;
            count++;
        }
    }
}
