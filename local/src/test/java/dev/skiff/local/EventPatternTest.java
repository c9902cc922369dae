package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'source':['shop']}                                   | {'source':'shop'}               | true",
                "{'source':['shop']}                                   | {'source':'bank'}               | false",
                "{'source':['shop','bank']}                            | {'source':'bank','x':1}         | true",
                "{'detail':{'n':[{'numeric':['>',5,'<=',9]}]}}         | {'detail':{'n':9}}              | true",
                "{'detail':{'n':[{'numeric':['>',5,'<=',9]}]}}         | {'detail':{'n':5}}              | false",
                "{'a':[{'prefix':'x-'}]}                               | {'a':'x-1'}                     | true",
                "{'a':[{'suffix':'.png'}]}                             | {'a':'b.jpg'}                   | false",
                "{'a':[{'anything-but':['b']}]}                        | {'a':'c'}                       | true",
                "{'a':[{'anything-but':{'prefix':'b'}}]}               | {'a':'bc'}                      | false",
                "{'a':[{'exists':false}]}                              | {'b':1}                         | true",
                "{'a':[{'exists':true}]}                               | {'b':1}                         | false",
                "{'a':[{'wildcard':'*/img/*.png'}]}                    | {'a':'x/img/y.png'}             | true",
                "{'a':[{'equals-ignore-case':'B'}]}                    | {'a':'b'}                       | true",
                "{'a':[{'cidr':'10.0.0.0/24'}]}                        | {'a':'10.0.0.7'}                | true",
                "{'a':[null]}                                          | {'a':null}                      | true",
                "{'a':['']}                                            | {'a':''}                        | true",
                "{'a':['b']}                                           | {'a':['c','b']}                 | true",
                "{'$or':[{'a':['1']},{'b':['2']}]}                     | {'b':'2'}                       | true",
                "{'a':['1'],'b':['2']}                                 | {'b':'2'}                       | false",
                "{'a':[1]}                                             | {'a':'1'}                       | false",
                "{'a':['x']}                                           | 'text'                          | false",
                "{'a':['x']}                                           | {broken                         | false",
            })
    void matches_as_aws_does(String pattern, String event, boolean matched) {
        assertThat(EventPattern.of(pattern.replace('\'', '"')).matches(event.replace('\'', '"')))
                .isEqualTo(matched);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"a\":\"b\"}", "{\"a\":[]}", "{\"a\":[{\"prefixx\":\"b\"}]}", "{\"a\":"})
    void what_is_no_pattern_is_refused_and_named(String wrong) {
        assertThatThrownBy(() -> EventPattern.of(wrong))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("the event pattern " + wrong + " isn't one: ");
    }

    @Test
    void shows_itself() {
        assertThat(EventPattern.of("{\"a\":[1]}")).hasToString("{\"a\":[1]}");
    }
}
