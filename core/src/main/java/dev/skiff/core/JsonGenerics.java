package dev.skiff.core;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Type variables replaced by what they stand for. Loaded by the first generic type. */
final class JsonGenerics {
    private JsonGenerics() {}

    /** The type as seen from its owner: with {@code Page<Order>}, T is Order. A variable nobody binds is its bound. */
    static Type bind(Type type, Type owner) {
        if (type instanceof TypeVariable<?> variable) {
            return bindVariable(variable, owner);
        }
        if (type instanceof WildcardType wildcard) {
            return bind(wildcard.getUpperBounds()[0], owner);
        }
        if (type instanceof ParameterizedType generic) {
            return new Parameterized(
                    generic.getOwnerType(), raw(generic), List.of(bindAll(generic.getActualTypeArguments(), owner)));
        }
        if (type instanceof GenericArrayType array) {
            return arrayOf(bind(array.getGenericComponentType(), owner));
        }
        return type;
    }

    private static Type bindVariable(TypeVariable<?> variable, Type owner) {
        if (owner instanceof ParameterizedType generic && raw(generic) == variable.getGenericDeclaration()) {
            return generic.getActualTypeArguments()[
                    Arrays.asList(raw(generic).getTypeParameters()).indexOf(variable)];
        }
        return raw(variable.getBounds()[0]);
    }

    private static Type[] bindAll(Type[] types, Type owner) {
        Type[] bound = new Type[types.length];
        for (int i = 0; i < types.length; i++) {
            bound[i] = bind(types[i], owner);
        }
        return bound;
    }

    private static Type arrayOf(Type component) {
        return component instanceof Class<?> raw ? raw.arrayType() : new GenericArray(component);
    }

    /** What the type gives to a parameter of one of its supertypes: for {@code List<Order>} and Iterable, Order. */
    static Type argument(Type type, Class<?> supertype, int index) {
        Class<?> raw = raw(type);
        if (raw == supertype) {
            return type instanceof ParameterizedType generic
                    ? bind(generic.getActualTypeArguments()[index], Object.class)
                    : Object.class;
        }
        return argument(bind(parent(raw, supertype), type), supertype, index);
    }

    private static Type parent(Class<?> raw, Class<?> supertype) {
        for (Type parent : raw.getGenericInterfaces()) {
            if (supertype.isAssignableFrom(raw(parent))) {
                return parent;
            }
        }
        return raw.getGenericSuperclass();
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        }
        return raw(bind(type, Object.class));
    }

    /** Equal to the JDK's own of the same parts. */
    private record Parameterized(@Nullable Type owner, Class<?> raw, List<Type> arguments)
            implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(new Type[0]);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType that
                    && raw.equals(that.getRawType())
                    && Objects.equals(owner, that.getOwnerType())
                    && arguments.equals(Arrays.asList(that.getActualTypeArguments()));
        }

        @Override
        public int hashCode() {
            return arguments.hashCode() ^ Objects.hashCode(owner) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            return raw.getName() + arguments;
        }
    }

    /** Equal to the JDK's own of the same component. */
    private record GenericArray(Type component) implements GenericArrayType {

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GenericArrayType that && component.equals(that.getGenericComponentType());
        }

        @Override
        public int hashCode() {
            return component.hashCode();
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }
}
