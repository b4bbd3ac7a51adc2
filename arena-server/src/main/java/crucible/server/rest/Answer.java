package crucible.server.rest;

/** What an endpoint says: a whole reply, or a stream that goes on. */
sealed interface Answer permits Reply, EventStreamAnswer {
    /** Reads the answer. */
    <R> R visit(Visitor<R> visitor);

    /** One method per kind. */
    interface Visitor<R> {
        R reply(Reply reply);

        R eventStream(EventStreamAnswer stream);
    }
}
