package dev.patrol.keys;

/** Where in the repository a key may be set; each level overrides the ones before it. */
enum Level {
    FLEET,
    CLUSTER,
    ZONE,
    NODE
}
