using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Reports a failed test by an exception, which every test framework understands.</summary>
public class DefaultVerifier : IVerifier
{
    /// <summary>Creates a verifier without context.</summary>
    public DefaultVerifier()
        : this([])
    {
    }

    /// <summary>Creates a verifier with context, innermost first.</summary>
    protected DefaultVerifier(ImmutableStack<string> context)
    {
        Context = context;
    }

    /// <summary>What is being verified, innermost first.</summary>
    protected ImmutableStack<string> Context { get; }

    /// <inheritdoc/>
    public virtual void Empty<T>(string collectionName, IEnumerable<T> collection)
    {
        var items = collection.ToArray();
        True(items.Length == 0, $"Expected '{collectionName}' to be empty, but it holds {items.Length} items: {string.Join(", ", items)}");
    }

    /// <inheritdoc/>
    public virtual void NotEmpty<T>(string collectionName, IEnumerable<T> collection) =>
        True(collection.Any(), $"Expected '{collectionName}' not to be empty.");

    /// <inheritdoc/>
    public virtual void Equal<T>(T expected, T actual, string? message = null) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), message ?? $"Expected '{expected}', was '{actual}'.");

    /// <inheritdoc/>
    public virtual void SequenceEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual, IEqualityComparer<T>? equalityComparer = null, string? message = null)
    {
        var wanted = expected.ToArray();
        var found = actual.ToArray();
        True(wanted.SequenceEqual(found, equalityComparer), message ?? $"Expected [{string.Join(", ", wanted)}], was [{string.Join(", ", found)}].");
    }

    /// <inheritdoc/>
    public virtual void True([DoesNotReturnIf(false)] bool assert, string? message = null)
    {
        if (!assert)
        {
            Fail(message ?? "Expected true, was false.");
        }
    }

    /// <inheritdoc/>
    public virtual void False([DoesNotReturnIf(true)] bool assert, string? message = null)
    {
        if (assert)
        {
            Fail(message ?? "Expected false, was true.");
        }
    }

    /// <inheritdoc/>
    [DoesNotReturn]
    public virtual void Fail(string? message = null) => throw new InvalidOperationException(CreateMessage(message ?? "Failed."));

    /// <inheritdoc/>
    public virtual void LanguageIsSupported(string language) =>
        True(language == LanguageNames.CSharp, $"Only C# is supported, not '{language}'.");

    /// <inheritdoc/>
    public virtual IVerifier PushContext(string context) => new DefaultVerifier(Context.Push(context));

    /// <summary>The message with its context, outermost first.</summary>
    protected virtual string CreateMessage(string? message) =>
        string.Join(Environment.NewLine, Context.Reverse().Select(line => "Context: " + line).Append(message));
}
