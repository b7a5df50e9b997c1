namespace MmRuntime.Annotations;

/// <summary>The member runs code that was handed to it.</summary>
/// <remarks>
/// On a delegate parameter: the argument is run before the member returns, on the caller's thread and under its locks, unless <see cref="Later"/> or
/// <see cref="BodyOf"/> says otherwise. On a method, property or event: it runs what was registered with the target.
/// </remarks>
/// <example>
/// <code>
/// public void Each([RunsCallback] Action&lt;Page&gt; visit) { }
/// public WorkItem Create([RunsCallback(BodyOf = "return")] Action body) => …;
/// </code>
/// </example>
/// <param name="target">On a member: the object whose callbacks are run.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event, AllowMultiple = true, Inherited = true)]
public sealed class RunsCallbackAttribute(string target = "this") : Attribute
{
    /// <summary>On a member: the object whose callbacks are run.</summary>
    public string Target { get; } = target;

    /// <summary>It is run some time later, on another thread, with none of the caller's locks.</summary>
    public bool Later { get; set; }

    /// <summary>The argument is the body of this object: <c>return</c>, <c>this</c> or a parameter. Waiting for the object is waiting for the body.</summary>
    public string? BodyOf { get; set; }
}
