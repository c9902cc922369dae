package dev.skiff.examples.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.testing.FakeCognitoEvent;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FakeEventBridgeEvent;
import dev.skiff.testing.FunctionClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final FunctionClient signUp = FunctionClient.of(new SignUp("ours.example", Set.of("mailinator.com")))
            .rethrowing();
    private final FunctionClient tokens = FunctionClient.of(new Tokens());
    private final List<AccountOpened> published = new ArrayList<>();
    private final FunctionClient confirmed = FunctionClient.of(new Confirmed(published::add));

    @Test
    void customers_confirm_their_address_and_colleagues_need_not() {
        assertThat(answer(signUp, FakeCognitoEvent.preSignUp().withUserAttribute("email", "ada@customer.example")))
                .contains("\"autoConfirmUser\":false");
        assertThat(answer(signUp, FakeCognitoEvent.preSignUp().withUserAttribute("email", "bob@Ours.Example")))
                .contains("\"autoConfirmUser\":true")
                .contains("\"autoVerifyEmail\":true");
    }

    @Test
    void throw_away_addresses_are_refused_in_words_for_the_user() {
        assertThatThrownBy(() ->
                        answer(signUp, FakeCognitoEvent.preSignUp().withUserAttribute("email", "x@mailinator.com")))
                .hasMessage("Please sign up with another e-mail address");
        assertThatThrownBy(() -> answer(signUp, FakeCognitoEvent.preSignUp().withUserAttribute("email", "nobody")))
                .hasMessage("Please sign up with an e-mail address");
    }

    @Test
    void a_confirmed_account_is_told_of_and_a_reset_password_is_not() {
        FakeCognitoEvent event = FakeCognitoEvent.postConfirmation()
                .withUserName("ada")
                .withUserAttribute("email", "ada@customer.example");

        confirmed.invoke(event.toBytes());
        confirmed.invoke(event.withTriggerSource("PostConfirmation_ConfirmForgotPassword")
                .toBytes());

        assertThat(published).containsExactly(new AccountOpened("ada", "ada@customer.example"));
    }

    @Test
    void tokens_name_the_tenant_and_staff_may_more() {
        FakeCognitoEvent event = FakeCognitoEvent.tokenGenerationV2().withUserAttribute("custom:tenant", "t1");

        assertThat(answer(tokens, event.withGroups("customers")))
                .contains("\"tenant\":\"t1\"")
                .doesNotContain("orders/write");
        assertThat(answer(tokens, event.withGroups("staff"))).contains("orders/write");
    }

    @Test
    void who_opened_an_account_is_welcomed() {
        FakeContext context = FakeContext.create();
        FunctionClient.of(new Welcome())
                .withContext(context)
                .invoke(FakeEventBridgeEvent.of(
                                "example.accounts", "AccountOpened", Map.of("userName", "ada", "email", "a@b.example"))
                        .toBytes());

        assertThat(context.logged()).singleElement().asString().startsWith("Welcome, ada");
    }

    private static String answer(FunctionClient function, FakeCognitoEvent event) {
        return new String(function.invoke(event.toBytes()), UTF_8);
    }
}
