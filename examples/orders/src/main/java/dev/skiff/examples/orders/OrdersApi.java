package dev.skiff.examples.orders;

import dev.skiff.routing.ETags;
import dev.skiff.routing.HttpException;
import dev.skiff.routing.HttpFunction;
import dev.skiff.routing.HttpOptions;
import dev.skiff.routing.Input;
import dev.skiff.routing.Request;
import dev.skiff.routing.Response;
import dev.skiff.routing.Router;
import dev.skiff.secrets.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The HTTP API: a customer's orders, and reports. The gateway has checked the token before; its subject is the customer. */
public final class OrdersApi extends HttpFunction {
    private static final int MOST_LINES = 100;
    private static final Input<LocalDate> DAY = Input.path("day").asDate();
    private static final Input<Integer> LIMIT =
            Input.query("limit").asInt().between(1, 100).orElse(20);

    public OrdersApi() {
        this(Wiring.fromEnvironment());
    }

    private OrdersApi(Wiring wiring) {
        super(
                routes(
                        wiring.orders(),
                        wiring.messages(wiring.sqs()),
                        wiring.totals(),
                        wiring.receipts(),
                        wiring.receiptsFlag(),
                        Clock.systemUTC()),
                // run before the snapshot, so that the SDK's classes are loaded and its connection's code is warm
                HttpOptions.defaults().prime(sample("GET", "/health")));
    }

    static Router routes(
            Orders orders,
            Messages messages,
            Totals totals,
            Receipts receipts,
            Parameter<String> receiptsFlag,
            Clock clock) {
        return Router.builder()
                .filter(ETags.create())
                .get("/health", request -> health(orders))
                .post("/orders", NewOrder.class, (request, order) -> place(request, order, orders, messages, clock))
                .get(
                        "/orders",
                        request -> Response.json(orders.of(
                                customer(request), request.inputs(LIMIT).get(LIMIT))))
                .get("/orders/{id}", request -> shown(own(request, orders)))
                .put("/orders/{id}", NewOrder.class, (request, order) -> change(request, order, orders))
                .delete("/orders/{id}", request -> cancel(request, orders))
                .get("/orders/{id}/receipt", request -> receipt(request, orders, receipts, receiptsFlag))
                .get("/reports/{day}", request -> report(request, totals))
                .build();
    }

    /** Asks the table for an order that nobody has. */
    private static Response health(Orders orders) {
        orders.find("health");
        return Response.noContent();
    }

    /** The same key twice is the same order: a client that heard no answer asks again. */
    private static Response place(Request request, NewOrder wanted, Orders orders, Messages messages, Clock clock) {
        List<OrderLine> lines = checked(wanted.lines());
        String customer = customer(request);
        String id = request.header("Idempotency-Key")
                .map(key -> UUID.nameUUIDFromBytes((customer + " " + key).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(UUID::randomUUID)
                .toString();
        Order order = Order.place(id, customer, lines, clock.instant());
        if (!orders.add(order)) {
            order = orders.find(id).orElseThrow(() -> HttpException.conflict("The order has just been cancelled"));
            if (!order.lines().equals(lines)) {
                throw HttpException.unprocessable("This Idempotency-Key was used for another order");
            }
        }
        messages.placed(new OrderPlaced(id)); // again for a repeated call: the first may have ended before this line
        return Response.created(request.url("/orders/" + id)).withJson(order).withHeader("ETag", tag(order));
    }

    private static Response change(Request request, NewOrder wanted, Orders orders) {
        Order order = changeable(request, orders);
        Order changed = order.withLines(checked(wanted.lines()));
        if (!orders.replace(changed)) {
            throw HttpException.conflict("The order has changed meanwhile");
        }
        return shown(changed);
    }

    private static Response cancel(Request request, Orders orders) {
        if (!orders.remove(changeable(request, orders))) {
            throw HttpException.conflict("The order has changed meanwhile");
        }
        return Response.noContent();
    }

    private static Response receipt(Request request, Orders orders, Receipts receipts, Parameter<String> receiptsFlag)
            throws GeneralSecurityException {
        if (!receiptsFlag.get().equals("on")) {
            throw HttpException.notFound("Receipts are switched off");
        }
        return Response.json(receipts.of(own(request, orders)));
    }

    private static Response report(Request request, Totals totals) {
        LocalDate day = request.inputs(DAY).get(DAY);
        return totals.report(day)
                .map(Response::json)
                .orElseThrow(() -> HttpException.notFound("There is no report of " + day));
    }

    /** Who isn't told whether somebody else's order exists. */
    private static Order own(Request request, Orders orders) {
        String customer = customer(request);
        return orders.find(request.path("id"))
                .filter(order -> order.customer().equals(customer))
                .orElseThrow(() -> HttpException.notFound("There is no such order"));
    }

    private static Order changeable(Request request, Orders orders) {
        Order order = own(request, orders);
        Optional<String> seen = request.header("If-Match");
        if (seen.isPresent() && !seen.get().equals(tag(order))) {
            throw HttpException.preconditionFailed("The order has changed since you read it");
        }
        if (order.status() != OrderStatus.PLACED) {
            throw HttpException.conflict("The order is " + order.status() + " already");
        }
        return order;
    }

    private static List<OrderLine> checked(List<OrderLine> lines) {
        if (lines == null || lines.isEmpty() || lines.size() > MOST_LINES) {
            throw HttpException.unprocessable("An order has 1 to " + MOST_LINES + " lines");
        }
        for (OrderLine line : lines) {
            if (line.sku() == null || line.sku().isBlank() || line.quantity() < 1 || line.cents() < 0) {
                throw HttpException.unprocessable("A line has a sku, a quantity of at least 1 and a price in cents");
            }
        }
        return lines;
    }

    private static String customer(Request request) {
        return request.authorizer().principal().orElseThrow(() -> HttpException.unauthorized("Bearer", "Who are you?"));
    }

    private static Response shown(Order order) {
        return Response.json(order).withHeader("ETag", tag(order));
    }

    private static String tag(Order order) {
        return "\"" + order.version() + "\"";
    }
}
