namespace MmRuntime.Annotations;

/// <summary>Names the class of a lock: all locks of one class follow the same order.</summary>
/// <remarks>
/// Stands on the field or property that is the lock, on a lock type (then every lock of that type is of the class), or on the assembly for a lock that
/// no single C# object stands for. Without it, each field or property is a class of its own. The nearest one counts: member before type.
/// </remarks>
/// <example>
/// <code>
/// [LockClass("shop.orders", Rank = 10)] private readonly Lock _orders = new();
/// [LockClass("shop.stock", Rank = 20)] private readonly Lock _stock = new();   // inside shop.orders
/// </code>
/// </example>
/// <param name="name">The name by which other attributes refer to the class, usually <c>area.lock</c>.</param>
[AttributeUsage(
    AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Assembly,
    AllowMultiple = true,
    Inherited = true)]
public sealed class LockClassAttribute(string name) : Attribute
{
    /// <summary>The name by which other attributes refer to the class.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// Place in the order: a lower rank is taken first (it is outside). Zero means none. Ranks are compared among names that are equal up to the first dot;
    /// two classes of one rank have no order.
    /// </summary>
    public int Rank { get; set; }

    /// <summary>Whether waiters sleep or spin; sleeping unless said otherwise.</summary>
    public LockKind Kind { get; set; }

    /// <summary>Tells apart locks of one class that play different roles, e.g. 0 for the parent and 1 for the child. A lower subclass is taken first.</summary>
    public int Subclass { get; set; }

    /// <summary>Whether the holder may acquire the same lock again.</summary>
    public bool Reentrant { get; set; }
}
