namespace MmRuntime.Annotations;

/// <summary>Declares the order of several locks at once, outermost first.</summary>
/// <remarks>Stands on the assembly and may be repeated. Each lock is a <c>[LockClass]</c> name or <c>Type.member</c>.</remarks>
/// <example>
/// <code>
/// [assembly: LockOrderChain("shop.orders", "Stock._gate", "Journal._gate")]
/// [assembly: LockOrderChain("shop.customers", "Journal._gate")]   // says nothing of customers and orders
/// </code>
/// </example>
/// <param name="locks">The locks, outermost first.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class LockOrderChainAttribute(params string[] locks) : Attribute
{
    /// <summary>The locks, outermost first.</summary>
    public IReadOnlyList<string> Locks { get; } = locks;
}
