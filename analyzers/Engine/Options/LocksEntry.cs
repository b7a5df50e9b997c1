namespace MmAnalyzers.Engine.Options;

/// <summary>One statement of a locks file about a type or member that may not exist in the compilation: text, until it is asked about a symbol.</summary>
internal sealed record LocksEntry
{
    /// <summary>What is said.</summary>
    public required LocksVerb Verb { get; init; }

    /// <summary>The type with its namespace, as in documentation ids: <c>Acme.Cache`1.Slot</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The method as metadata calls it; empty for <see cref="LocksVerb.Lock"/>.</summary>
    public string Member { get; init; } = string.Empty;

    /// <summary>Its parameter types as in documentation ids; null: all overloads.</summary>
    public string? Parameters { get; init; }

    /// <summary>Which lock, written as in annotations; or which parameter is run.</summary>
    public string? Subject { get; init; }

    /// <summary>Name of the mode; empty: whatever is usual for the verb.</summary>
    public string Mode { get; init; } = string.Empty;

    /// <summary>The returned value on which it holds; empty: always.</summary>
    public string When { get; init; } = string.Empty;

    /// <summary>Acquired without waiting.</summary>
    public bool IsTry { get; init; }

    /// <summary>Whether the holder may acquire it again; null: not said.</summary>
    public bool? IsReentrant { get; init; }

    /// <summary>The line.</summary>
    public required FilePlace Place { get; init; }
}
