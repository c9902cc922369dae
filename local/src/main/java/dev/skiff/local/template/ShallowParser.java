package dev.skiff.local.template;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** A parser that refuses what is nested too deep, since what reads it goes as deep on the stack. */
final class ShallowParser implements Parser {
    private static final int DEEPEST = 100;

    private final String file;
    private final Parser parser;
    private int depth;

    ShallowParser(String file, Parser parser) {
        this.file = file;
        this.parser = parser;
    }

    static void requireShallow(int depth, Position at) {
        if (depth > DEEPEST) {
            throw new TemplateException(at, "lists and maps are nested deeper than " + DEEPEST);
        }
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> requireShallow(++depth, position(event));
            case MappingEnd, SequenceEnd -> depth--;
            default -> {}
        }
        return event;
    }

    private Position position(Event event) {
        return event.getStartMark().map(this::position).orElse(new Position(file, 1, 1));
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
