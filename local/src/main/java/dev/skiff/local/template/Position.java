package dev.skiff.local.template;

/** A place in a file, lines and columns counted from 1. */
record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
