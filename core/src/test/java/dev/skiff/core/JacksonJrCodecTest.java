package dev.skiff.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.core.internal.EventReader;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The default codec: the contract, and what only it promises. */
class JacksonJrCodecTest extends JsonCodecContract {

    @Override
    JsonCodec codec() {
        return JsonCodec.jacksonJr();
    }

    record Maybe(Optional<LocalDate> since, Optional<Page<Item>> page) {}

    record Place(Locale locale) {}

    @Test
    void aMissingPrimitiveIsZero() {
        assertThat(read("{}", Primitives.class))
                .isEqualTo(new Primitives(false, (byte) 0, (short) 0, 0, 0, 0, 0, '\0'));
    }

    @Test
    void anOptionalIsNeverNull() {
        Maybe none = new Maybe(Optional.empty(), Optional.empty());
        assertThat(read("{}", Maybe.class)).isEqualTo(none);
        assertThat(read("{'since':null,'page':null}", Maybe.class)).isEqualTo(none);
        assertThat(write(none)).isEqualTo("{\"since\":null,\"page\":null}");
    }

    @Test
    void anOptionalHoldsWhatItsTypeSays() {
        Maybe some = read("{'since':'2026-01-02','page':{'values':[{'sku':'s','count':1}]}}", Maybe.class);
        assertThat(some.since()).contains(LocalDate.of(2026, 1, 2));
        assertThat(codec.read(codec.write(some), Maybe.class)).isEqualTo(some);
        assertThat(refused("{'page':{'values':[{'count':''}]}}", Maybe.class).location())
                .isEqualTo("/page/values/0/count");
    }

    @Test
    void aZonedTimeKeepsItsZone() {
        ZonedDateTime time = ZonedDateTime.parse("2026-11-23T10:15:30+01:00[Europe/Paris]");
        assertThat(codec.read(codec.write(time), ZonedDateTime.class)).isEqualTo(time);
    }

    @Test
    void collectionsAreOfTheKindAskedFor() {
        assertThat(codec.read(utf8("[2,1]"), new JsonType<SortedSet<Integer>>() {}))
                .containsExactly(1, 2);
        assertThat(codec.read(utf8("[2,1]"), new JsonType<Deque<Integer>>() {})).containsExactly(2, 1);
        assertThat(codec.read(utf8("{'b':1,'a':2}"), new JsonType<SortedMap<String, Integer>>() {}))
                .containsOnlyKeys("a", "b");
        assertThat(refused("[null]", new JsonType<Deque<@Nullable Integer>>() {})
                        .location())
                .isEqualTo("/0");
    }

    @Test
    void numbersAndBooleansAreNotTakenForTextNorTextForThem() {
        assertThat(refused("1", String.class)).hasMessageStartingWith("Expected text, found a whole number");
        assertThat(refused("'1'", Integer.class)).hasMessageStartingWith("Expected a whole number");
        assertThat(refused("'true'", Boolean.class)).hasMessageStartingWith("Expected true or false, found text");
        assertThat(refused("1e400", Double.class)).hasMessageContaining("out of its range");
        assertThat(refused("1e400", Number.class)).hasMessageContaining("out of its range");
        assertThat(refused("1e99999999999", BigDecimal.class)).hasMessageContaining("out of its range");
    }

    @Test
    void aJdkTypeWithoutJsonFormIsNamedWhenItIsWritten() {
        JsonException e = org.assertj.core.api.Assertions.catchThrowableOfType(
                JsonException.class, () -> codec.write(new Place(Locale.FRANCE)));
        assertThat(e).hasMessageContaining("java.util.Locale").hasMessageNotContaining("fr");
    }

    @Test
    void theLimitOfDepthComesBeforeTheEndOfASmallStack() throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, () -> deepest(failure), "small", 128 * 1024);
        small.start();
        small.join();
        assertThat(failure.get()).isNull();
    }

    private void deepest(AtomicReference<@Nullable Throwable> failure) {
        try {
            refused("{'children':[".repeat(50_000), Tree.class);
            read("[".repeat(999) + "]".repeat(999), Object.class);
        } catch (JsonException e) {
            // a smaller stack may be a smaller limit
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    public static class Box<T> {
        private @Nullable T value;

        public @Nullable T getValue() {
            return value;
        }

        public void setValue(@Nullable T value) {
            this.value = value;
        }
    }

    public static final class ItemsBox extends Box<List<Item>> {}

    @Test
    void aBeanReadsWhatItsGenericParentSays() {
        ItemsBox box = read("{'value':[{'sku':'s','count':2}]}", ItemsBox.class);
        assertThat(box.getValue()).containsExactly(new Item("s", 2, null));
    }

    @Test
    void itNeedsNoDatabindOnTheClassPath() throws Exception {
        try (URLClassLoader alone = new URLClassLoader(classPathWithout("jackson-databind"), null)) {
            Class<?> seam = Class.forName(JsonCodec.class.getName(), true, alone);
            Object codec = seam.getMethod("jacksonJr").invoke(null);
            Object read =
                    seam.getMethod("read", byte[].class, Type.class).invoke(codec, utf8("{'a':[1]}"), Object.class);
            assertThat(seam.getMethod("write", Object.class).invoke(codec, read))
                    .isEqualTo(utf8("{'a':[1]}"));
        }
    }

    /** A cold start would pay for some forty of its classes. */
    @Test
    void nothingOfJacksonIsLoadedBeforeTheFirstBean() throws Exception {
        try (URLClassLoader alone = new URLClassLoader(classPathWithout("jackson"), null)) {
            Class<?> seam = Class.forName(JsonCodec.class.getName(), true, alone);
            Method read = seam.getMethod("read", byte[].class, Type.class);
            Object codec = seam.getMethod("jacksonJr").invoke(null);
            Class<?> order = Class.forName(Order.class.getName(), true, alone);
            byte[] json = utf8("{'id':'\\u00e9','items':[{'sku':'s','count':1,'price':1.50}]}");
            Object value = read.invoke(codec, json, order);
            assertThat(seam.getMethod("write", Object.class).invoke(codec, value))
                    .isEqualTo(utf8("{'id':'é','items':[{'sku':'s','count':1,'price':1.50}]}"));
            assertThatThrownBy(() -> read.invoke(codec, utf8("{'id':1}"), order))
                    .hasRootCauseMessage("Expected text, found a whole number at /id (line 1, column 7)");

            Class<?> reader = Class.forName(EventReader.class.getName(), true, alone);
            Object event = reader.getMethod("of", byte[].class).invoke(null, (Object) json);
            assertThat(reader.getMethod("next").invoke(event)).isEqualTo(true);
            assertThat(reader.getMethod("text").invoke(event)).isEqualTo("é");
        }
    }

    private static URL[] classPathWithout(String library) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!new File(entry).getName().contains(library)) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return urls.toArray(new URL[0]);
    }
}
