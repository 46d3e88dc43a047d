package dev.patrol.definition;

/** A connection that must stay possible whatever becomes of pg_hba. */
public record RequiredConnection() {}
