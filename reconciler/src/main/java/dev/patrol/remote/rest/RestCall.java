package dev.patrol.remote.rest;

/** One request. */
record RestCall(String method, String path, String body) {}
