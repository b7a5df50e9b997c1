namespace MmRuntime.Annotations;

/// <summary>The member returns only when some code has finished: the body of a work item, a thread, a timer's callback.</summary>
/// <remarks>
/// Stands on a method. It is an edge from every lock held to every lock that code takes. What it waits for is <c>this</c>, a parameter or a member; the code
/// behind it is known from <see cref="RunsCallbackAttribute.BodyOf"/>. <c>rcu</c> stands for the RCU read sections of all CPUs.
/// </remarks>
/// <example>
/// <code>
/// [WaitsFor] public void CancelSync() { }
/// [WaitsFor("rcu")] public static void SynchronizeRcu() { }
/// </code>
/// </example>
/// <param name="target">What it waits for.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class WaitsForAttribute(string target = "this") : Attribute
{
    /// <summary>What it waits for.</summary>
    public string Target { get; } = target;

    /// <summary>It gives up after a time: a delay, not a deadlock.</summary>
    public bool Bounded { get; set; }
}
