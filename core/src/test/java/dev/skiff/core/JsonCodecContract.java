package dev.skiff.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every codec does, whatever it is made of. */
abstract class JsonCodecContract {
    private static final String SECRET = "Qz7xKv9wJq";

    final JsonCodec codec = codec();

    abstract JsonCodec codec();

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "as grass";
            }
        }
    }

    record NewUser(String name, @Nullable String email, int age) {}

    record Item(String sku, int count, @Nullable BigDecimal price) {}

    record Order(String id, List<Item> items) {}

    record Page<T>(List<T> values, @Nullable String next) {}

    record Tree(String name, List<Tree> children) {}

    record Primitives(boolean a, byte b, short c, int d, long e, float f, double g, char h) {}

    record Boxes(
            @Nullable Boolean a,
            @Nullable Byte b,
            @Nullable Short c,
            @Nullable Integer d,
            @Nullable Long e,
            @Nullable Float f,
            @Nullable Double g,
            @Nullable Character h) {}

    record Numbers(BigDecimal decimal, BigInteger integer) {}

    record Texts(UUID id, URI link, Colour colour) {}

    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            Duration duration,
            Period period,
            YearMonth month,
            ZoneId zone,
            ZoneOffset zoneOffset) {}

    record Email(String value) {
        Email {
            if (!value.contains("@")) {
                throw new IllegalArgumentException("an address has an @");
            }
        }
    }

    record Contact(Email email) {}

    public static class Bean {
        private @Nullable String name;
        private int count;
        private List<Item> items = List.of();
        private boolean open;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }

        public List<Item> getItems() {
            return items;
        }

        public void setItems(List<Item> items) {
            this.items = items;
        }

        public boolean isOpen() {
            return open;
        }

        public void setOpen(boolean open) {
            this.open = open;
        }
    }

    public static final class SpecialBean extends Bean {
        private @Nullable Colour colour;

        public @Nullable Colour getColour() {
            return colour;
        }

        public void setColour(@Nullable Colour colour) {
            this.colour = colour;
        }
    }

    public static final class BadBean {
        private final List<String> tokens = List.of();

        public String getToken() {
            return tokens.get(0);
        }
    }

    record BadRecord(String token) {
        @Override
        public String token() {
            return token.substring(1_000);
        }
    }

    record Circle(List<Object> self) {}

    static byte[] utf8(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }

    <T> T read(String json, Class<T> type) {
        return codec.read(utf8(json), type);
    }

    String write(@Nullable Object value) {
        return new String(codec.write(value), UTF_8);
    }

    JsonException refused(String json, Class<?> type) {
        return catchThrowableOfType(JsonException.class, () -> codec.read(utf8(json), type));
    }

    JsonException refused(String json, JsonType<?> type) {
        return catchThrowableOfType(JsonException.class, () -> codec.read(utf8(json), type));
    }

    @Test
    void aRecordGoesThereAndBack() {
        NewUser user = new NewUser("Zoë \"Z\" \n😀", "zoe@example.org", 30);
        assertThat(codec.read(codec.write(user), NewUser.class)).isEqualTo(user);
    }

    @Test
    void aRecordWritesAllItsComponentsInTheirOrder() {
        assertThat(write(new NewUser("Ann", null, 7))).isEqualTo("{\"name\":\"Ann\",\"email\":null,\"age\":7}");
    }

    @Test
    void nestedRecordsKeepTheirGenericTypes() {
        Order order = new Order("o1", List.of(new Item("a", 1, new BigDecimal("9.90"))));
        assertThat(codec.read(codec.write(order), Order.class)).isEqualTo(order);
    }

    @Test
    void aRecordMayContainItsOwnType() {
        Tree tree = new Tree("root", List.of(new Tree("leaf", List.of())));
        assertThat(codec.read(codec.write(tree), Tree.class)).isEqualTo(tree);
    }

    @Test
    void listsMapsAndSetsOfRecordsAreReadByTheirGenericType() {
        String order = "{'id':'o1','items':[]}";
        Order expected = new Order("o1", List.of());
        assertThat(codec.read(utf8("[" + order + "]"), new JsonType<List<Order>>() {}))
                .containsExactly(expected);
        assertThat(codec.read(utf8("{'k':[" + order + "]}"), new JsonType<Map<String, List<Order>>>() {}))
                .isEqualTo(Map.of("k", List.of(expected)));
        assertThat(codec.read(utf8("[" + order + "," + order + "]"), new JsonType<Set<Order>>() {}))
                .containsExactly(expected);
    }

    @Test
    void aGenericRecordIsReadWithItsArgument() {
        Page<Order> page =
                codec.read(utf8("{'values':[{'id':'o1','items':[]}],'next':null}"), new JsonType<Page<Order>>() {});
        assertThat(page).isEqualTo(new Page<>(List.of(new Order("o1", List.of())), null));
    }

    @Test
    void aGenericRecordMayStandInAContainer() {
        Map<String, Page<Item>> pages = codec.read(
                utf8("{'a':{'values':[{'sku':'s','count':1,'price':2.50}]}}"),
                new JsonType<Map<String, Page<Item>>>() {});
        assertThat(pages).isEqualTo(Map.of("a", new Page<>(List.of(new Item("s", 1, new BigDecimal("2.50"))), null)));
    }

    @Test
    void keysOfMapsMayBeEnumsNumbersAndIds() {
        UUID id = new UUID(1, 2);
        assertThat(codec.read(utf8("{'RED':1}"), new JsonType<Map<Colour, Integer>>() {}))
                .isEqualTo(Map.of(Colour.RED, 1));
        assertThat(codec.read(utf8("{'7':1}"), new JsonType<Map<Integer, Integer>>() {}))
                .isEqualTo(Map.of(7, 1));
        assertThat(codec.read(utf8("{'" + id + "':1}"), new JsonType<Map<UUID, Integer>>() {}))
                .isEqualTo(Map.of(id, 1));
        assertThat(write(Map.of(Colour.GREEN, 1))).isEqualTo("{\"GREEN\":1}");
    }

    @Test
    void arraysOfPrimitivesAndObjectsGoThereAndBack() {
        assertThat(read("[1,2]", int[].class)).containsExactly(1, 2);
        assertThat(read("['a']", String[].class)).containsExactly("a");
        assertThat(read("[[1.5],[]]", double[][].class)).isDeepEqualTo(new double[][] {{1.5}, {}});
        assertThat(write(new long[] {1, 2})).isEqualTo("[1,2]");
        assertThat(write(new boolean[] {true})).isEqualTo("[true]");
        assertThat(codec.read(utf8("[[1]]"), new JsonType<List<Integer>[]>() {}))
                .containsExactly(List.of(1));
    }

    @Test
    void bytesAreBase64() {
        byte[] bytes = {0, -1, 127, 64};
        assertThat(write(bytes)).isEqualTo("\"AP9/QA==\"");
        assertThat(read("'AP9/QA=='", byte[].class)).isEqualTo(bytes);
    }

    @Test
    void beansAreReadAndWrittenWithWhatTheyInherit() {
        SpecialBean bean = read(
                "{'name':'n','count':3,'open':true,'colour':'GREEN','items':[{'sku':'s','count':1,'price':1}]}",
                SpecialBean.class);
        assertThat(bean.getName()).isEqualTo("n");
        assertThat(bean.getColour()).isEqualTo(Colour.GREEN);
        assertThat(bean.getItems()).containsExactly(new Item("s", 1, BigDecimal.ONE));

        SpecialBean copy = codec.read(codec.write(bean), SpecialBean.class);
        assertThat(copy).usingRecursiveComparison().isEqualTo(bean);
        assertThat(write(new Bean())).contains("\"name\":null", "\"open\":false", "\"items\":[]");
    }

    @Test
    void primitivesAndTheirBoxesGoThereAndBack() {
        Primitives primitives = new Primitives(
                true, Byte.MIN_VALUE, Short.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, 1.5f, Double.MIN_VALUE, 'x');
        assertThat(codec.read(codec.write(primitives), Primitives.class)).isEqualTo(primitives);
        Boxes boxes = new Boxes(false, (byte) 1, (short) 2, -2, -2L, 1.5f, 2.5, 'y');
        assertThat(codec.read(codec.write(boxes), Boxes.class)).isEqualTo(boxes);
    }

    @Test
    void whatIsMissingIsNull() {
        assertThat(read("{}", Boxes.class)).isEqualTo(new Boxes(null, null, null, null, null, null, null, null));
    }

    @Test
    void nullIsNullInABox() {
        assertThat(read("{'d':null}", Boxes.class).d()).isNull();
    }

    @Test
    void nullIntoAPrimitiveIsRefused() {
        assertThat(refused("{'name':'a','age':null}", NewUser.class))
                .hasMessageContaining("Expected a whole number")
                .extracting(JsonException::location)
                .isEqualTo("/age");
    }

    @Test
    void unknownPropertiesAreIgnoredHoweverDeep() {
        assertThat(read("{'x':{'name':'not me','y':[1,{'age':2}]},'name':'a','age':1,'z':null}", NewUser.class))
                .isEqualTo(new NewUser("a", null, 1));
    }

    @Test
    void bigNumbersLoseNoDigit() {
        Numbers numbers = new Numbers(
                new BigDecimal("12345678901234567890.123456789012345678901234567890"),
                new BigInteger("123456789012345678901234567890"));
        assertThat(codec.read(codec.write(numbers), Numbers.class)).isEqualTo(numbers);
        assertThat(read("{'decimal':1.10,'integer':1}", Numbers.class).decimal())
                .isEqualTo(new BigDecimal("1.10"));
    }

    @Test
    void aBigDecimalIsWrittenPlain() {
        assertThat(write(new BigDecimal("1E+3"))).isEqualTo("1000");
    }

    @Test
    void idsLinksAndEnumsAreText() {
        Texts texts = new Texts(new UUID(3, 4), URI.create("https://example.org/a?b"), Colour.GREEN);
        assertThat(write(texts)).contains("\"colour\":\"GREEN\"");
        assertThat(codec.read(codec.write(texts), Texts.class)).isEqualTo(texts);
    }

    @Test
    void timesAreIsoText() {
        Times times = new Times(
                Instant.parse("2026-11-23T10:15:30.123Z"),
                LocalDate.parse("2026-11-23"),
                LocalTime.parse("10:15:30"),
                LocalDateTime.parse("2026-11-23T10:15:30"),
                OffsetDateTime.parse("2026-11-23T10:15:30+01:00"),
                Duration.ofMinutes(90),
                Period.ofDays(3),
                YearMonth.of(2026, 11),
                ZoneId.of("Europe/Paris"),
                ZoneOffset.ofHours(2));
        assertThat(write(times))
                .contains("\"2026-11-23T10:15:30.123Z\"", "\"2026-11-23\"", "\"PT1H30M\"", "\"P3D\"", "\"2026-11\"")
                .contains("\"Europe/Paris\"", "\"+02:00\"");
        assertThat(codec.read(codec.write(times), Times.class)).isEqualTo(times);
    }

    @Test
    void simpleValuesMayStandAlone() {
        assertThat(read("'a'", String.class)).isEqualTo("a");
        assertThat(read("1", Integer.class)).isEqualTo(1);
        assertThat(read("1", int.class)).isEqualTo(1);
        assertThat(read(" true ", Boolean.class)).isTrue();
        assertThat(write("a")).isEqualTo("\"a\"");
        assertThat(write(null)).isEqualTo("null");
    }

    @Test
    void untypedJsonIsReadAsMapsAndLists() {
        assertThat(read("{'a':[1,'b',true,null,1.5,12345678901234567890]}", Object.class))
                .isEqualTo(Map.of("a", listOf(1, "b", true, null, 1.5, new BigInteger("12345678901234567890"))));
        assertThat(codec.read(utf8("{'a':1}"), (Type) Map.class)).isEqualTo(Map.of("a", 1));
        assertThat(codec.read(utf8("[1]"), (Type) List.class)).isEqualTo(List.of(1));
    }

    private static List<@Nullable Object> listOf(@Nullable Object... values) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(value);
        }
        return list;
    }

    @Test
    void nullElementsAndEntriesAreKept() {
        assertThat(codec.read(utf8("['a',null]"), new JsonType<List<@Nullable String>>() {}))
                .containsExactly("a", null);
        assertThat(codec.read(utf8("{'a':null}"), new JsonType<Map<String, @Nullable String>>() {}))
                .containsEntry("a", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "null"})
    void noValueIsRefused(String json) {
        assertThat(refused(json, NewUser.class)).hasMessageStartingWith("Expected a JSON value, found ");
        assertThat(refused(json, Object.class)).hasMessageStartingWith("Expected a JSON value, found ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}]", "{} x", "{},"})
    void whatFollowsTheValueIsRefused(String json) {
        assertThat(refused(json, NewUser.class)).isNotNull();
    }

    @Test
    void malformedJsonIsRefusedWithItsPlace() {
        JsonException e = refused("{'name':\n 'a', nope}", NewUser.class);
        assertThat(e).hasMessageStartingWith("Malformed JSON");
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isPositive();
    }

    @Test
    void jsonThatEndsTooSoonIsRefused() {
        assertThat(refused("{'name':'a'", NewUser.class)).hasMessageContaining("ends too soon");
    }

    @Test
    void aWrongTypeIsNamedWithItsPointer() {
        JsonException e = refused("{'id':'o','items':[{'count':1},{'count':2},{'count':'three'}]}", Order.class);
        assertThat(e.location()).isEqualTo("/items/2/count");
        assertThat(e).hasMessageContaining("Expected a whole number").hasMessageContaining("found text");
        assertThat(e.line()).isEqualTo(1);
    }

    @Test
    void anObjectOrArrayInTheWrongPlaceIsNamed() {
        assertThat(refused("{'id':{}}", Order.class).location()).isEqualTo("/id");
        assertThat(refused("{'items':{}}", Order.class).location()).isEqualTo("/items");
        assertThat(refused("[]", Order.class)).hasMessageContaining("Expected an object, found an array");
        assertThat(refused("{'name':'a','age':1.5}", NewUser.class).location()).isEqualTo("/age");
    }

    @Test
    void aNumberOutOfRangeIsRefused() {
        assertThat(refused("{'age':2147483648}", NewUser.class).location()).isEqualTo("/age");
        assertThat(refused("9223372036854775808", Long.class)).isNotNull();
        assertThat(refused("32768", Short.class)).isNotNull();
        assertThat(refused("-129", Byte.class)).isNotNull();
    }

    @Test
    void anUnknownEnumConstantIsRefusedWithTheKnownOnes() {
        JsonException e = refused("{'colour':'PINK'}", Texts.class);
        assertThat(e.location()).isEqualTo("/colour");
        assertThat(e).hasMessageContaining("one of RED, GREEN");
    }

    @Test
    void whatARecordsConstructorThrowsIsTheCauseAndNotTheMessage() {
        JsonException e = refused("{'email':{'value':'nobody'}}", Contact.class);
        assertThat(e.location()).isEqualTo("/email");
        assertThat(e).hasMessageNotContaining("an @").cause().hasMessage("an address has an @");
    }

    @Test
    void keysThatComeFromTheBodyAreNotRepeated() {
        JsonException e = refused("{'" + SECRET + "':[{'count':'x'}]}", new JsonType<Map<String, List<Item>>>() {});
        assertThat(e.location()).isEqualTo("/*/0/count");
        assertSilent(e);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'o','items':[{'count':'Qz7xKv9wJq'}]}",
                "{'id':'o','items':[{'count':Qz7xKv9wJq}]}",
                "{'id':'o','items':[{'price':'Qz7xKv9wJq'}]}",
                "{'id':'o','items':'Qz7xKv9wJq'}",
                "{'id':'Qz7xKv9wJq','items':7}",
                "{'id':'Qz7xKv9wJq' nope",
                "{'id':'Qz7xKv9wJq",
                "{'Qz7xKv9wJq':\u0001}",
                "{'Qz7xKv9wJq'}",
                "{'id':'\\Qz7xKv9wJq'}",
                "Qz7xKv9wJq",
                "{} Qz7xKv9wJq",
                "'Qz7xKv9wJq'"
            })
    void noErrorRepeatsTheBody(String json) {
        assertSilent(refused(json, Order.class));
    }

    @Test
    void noErrorRepeatsAValueThatIsntWhatItsTypeParses() {
        assertSilent(refused("{'id':'Qz7xKv9wJq'}", Texts.class));
        assertSilent(refused("{'link':'Qz7xKv9wJq^ :'}", Texts.class));
        assertSilent(refused("{'colour':'Qz7xKv9wJq'}", Texts.class));
        assertSilent(refused("{'instant':'Qz7xKv9wJq'}", Times.class));
        assertSilent(refused("{'zone':'Qz7xKv9wJq'}", Times.class));
        assertSilent(refused("'Qz7xKv9wJq!'", byte[].class));
        assertSilent(refused("{'Qz7xKv9wJq':1}", new JsonType<Map<Integer, Integer>>() {}));
        assertSilent(refused("{'Qz7xKv9wJq':1}", new JsonType<Map<Colour, Integer>>() {}));
    }

    static void assertSilent(Throwable e) {
        assertThat(e).isNotNull();
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        for (int i = 0; i + 4 <= SECRET.length(); i++) {
            assertThat(trace.toString() + e + e.getMessage()).doesNotContain(SECRET.substring(i, i + 4));
        }
        assertThat(e.getCause()).isNull();
        assertThat(e.getSuppressed()).isEmpty();
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(100_000);
        assertThat(refused(deep, Object.class)).isNotNull();
        assertThat(refused("{'children':[".repeat(50_000), Tree.class)).isNotNull();
        assertThat(refused("{'unknown':" + deep, NewUser.class)).isNotNull();
    }

    @Test
    void nestingUpToTheLimitIsRead() {
        String json = "{'name':'n','children':[".repeat(400) + "]}".repeat(400);
        assertThat(read(json, Tree.class).name()).isEqualTo("n");
    }

    @Test
    void hugeNumbersAreRefused() {
        String huge = "9".repeat(5_000);
        assertThat(refused("{'decimal':" + huge + "}", Numbers.class)).isNotNull();
        assertThat(refused("{'integer':" + huge + "}", Numbers.class)).isNotNull();
        assertThat(refused("{'age':" + huge + "}", NewUser.class)).isNotNull();
        assertThat(refused(huge, Object.class)).isNotNull();
    }

    @Test
    void aTypeThatCannotBeReadIsOurMistakeAndNotTheSenders() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> read("{}", Runnable.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Runnable");
    }

    @Test
    void aFailedWriteNamesTheClassAndNoValue() {
        for (Object bad : List.of(new BadBean(), new BadRecord(SECRET))) {
            JsonException e = catchThrowableOfType(JsonException.class, () -> codec.write(List.of(bad)));
            assertThat(e).hasMessageContaining(bad.getClass().getName()).hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void aCircleIsRefused() {
        List<Object> self = new ArrayList<>();
        self.add(new Circle(self));
        assertThat(catchThrowableOfType(JsonException.class, () -> codec.write(self)))
                .hasMessageContaining("Could not write");
    }

    @Test
    void oneCodecServesManyThreadsWhichMeetItsTypesAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            JsonCodec shared = codec();
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(32);
            try {
                List<Future<Boolean>> results = new ArrayList<>();
                for (int i = 0; i < 32; i++) {
                    int first = i;
                    Callable<Boolean> work = () -> {
                        start.await();
                        return all(shared, first);
                    };
                    results.add(threads.submit(work));
                }
                start.countDown();
                for (Future<Boolean> result : results) {
                    assertThat(result.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static boolean all(JsonCodec codec, int first) {
        List<Object> values = List.of(
                new NewUser("a", null, 1),
                new Order("o", List.of(new Item("s", 1, BigDecimal.TEN))),
                new Tree("t", List.of(new Tree("u", List.of()))),
                new Primitives(true, (byte) 1, (short) 2, 3, 4, 5, 6, '7'),
                new Numbers(BigDecimal.ONE, BigInteger.TEN),
                new Texts(new UUID(1, 2), URI.create("a"), Colour.RED),
                new Contact(new Email("a@b")));
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get((first + i) % values.size());
            if (!codec.read(codec.write(value), value.getClass()).equals(value)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void yearsAreRead() {
        assertThat(codec.read(codec.write(Year.of(2026)), Year.class)).isEqualTo(Year.of(2026));
    }
}
