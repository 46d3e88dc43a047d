package dev.patrol.web;

/** What a request comes to. */
record Answer(int status, String contentType, String body) {
    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", body);
    }
}
