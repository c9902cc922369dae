package dev.skiff.examples.orders;

import java.util.List;
import java.util.Optional;

/** Where orders are kept. */
public interface Orders {
    /** Keeps a new order; says no if there is one of its id. */
    boolean add(Order order);

    Optional<Order> find(String id);

    /** Those of a customer, the latest first. */
    List<Order> of(String customer, int limit);

    /** Replaces the version before this one; says no if that isn't the one that is kept. */
    boolean replace(Order order);

    /** Removes exactly this version; says no if another one is kept. */
    boolean remove(Order order);
}
