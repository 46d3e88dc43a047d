package dev.patrol.remote.rest;

/** One request; {@code tried} opens the message when it fails. */
record RestCall(String tried, String method, String path, String body) {}
