using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>An expected diagnostic. What is not stated about message and arguments is not compared.</summary>
public readonly record struct DiagnosticResult
{
    /// <summary>No diagnostics.</summary>
    public static readonly DiagnosticResult[] EmptyDiagnosticResults = [];

    private readonly ImmutableArray<DiagnosticLocation> _spans;
    private readonly string? _message;
    private readonly bool _anyMessage;

    /// <summary>Expects an id with a severity; any message.</summary>
    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        Id = id;
        Severity = severity;
    }

    /// <summary>Expects what a descriptor describes: its id, default severity and message.</summary>
    public DiagnosticResult(DiagnosticDescriptor descriptor)
        : this(descriptor.Id, descriptor.DefaultSeverity)
    {
        MessageFormat = descriptor.MessageFormat;
    }

    /// <summary>The expected id.</summary>
    public string Id { get; }

    /// <summary>The expected severity.</summary>
    public DiagnosticSeverity Severity { get; private init; }

    /// <summary>What is not compared.</summary>
    public DiagnosticOptions Options { get; private init; }

    /// <summary>Whether it is expected to be suppressed; null when that does not matter.</summary>
    public bool? IsSuppressed { get; private init; }

    /// <summary>The format of the expected message, when a descriptor gave it.</summary>
    public LocalizableString? MessageFormat { get; private init; }

    /// <summary>The expected arguments of the message, when stated.</summary>
    public object[]? MessageArguments { get; private init; }

    /// <summary>Where it is expected: the location, then the additional ones.</summary>
    public ImmutableArray<DiagnosticLocation> Spans
    {
        get => _spans.IsDefault ? [] : _spans;
        private init => _spans = value;
    }

    /// <summary>Whether any location is stated.</summary>
    public bool HasLocation => !Spans.IsEmpty;

    /// <summary>The expected message; null when any will do.</summary>
    public string? Message => _anyMessage ? null : _message ?? FormattedMessage();

    /// <summary>Expects a compiler error.</summary>
    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    /// <summary>Expects a compiler warning.</summary>
    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    /// <summary>The same with this severity.</summary>
    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    /// <summary>The same with these arguments.</summary>
    public DiagnosticResult WithArguments(params object[] arguments) => this with { MessageArguments = arguments };

    /// <summary>The same with this message; null means any.</summary>
    public DiagnosticResult WithMessage(string? message) => new(this, message, anyMessage: message is null);

    /// <summary>The same with this message format.</summary>
    public DiagnosticResult WithMessageFormat(LocalizableString messageFormat) => this with { MessageFormat = messageFormat };

    /// <summary>The same with these options.</summary>
    public DiagnosticResult WithOptions(DiagnosticOptions options) => this with { Options = options };

    /// <summary>The same with this suppression state; null when it does not matter.</summary>
    public DiagnosticResult WithIsSuppressed(bool? isSuppressed) => this with { IsSuppressed = isSuppressed };

    /// <summary>The same without any location.</summary>
    public DiagnosticResult WithNoLocation() => this with { Spans = [] };

    /// <summary>One more location: the span that the markup numbers with this key.</summary>
    public DiagnosticResult WithLocation(int markupKey) => WithLocation(markupKey, DiagnosticLocationOptions.None);

    /// <summary>One more location: the span that the markup numbers with this key.</summary>
    public DiagnosticResult WithLocation(int markupKey, DiagnosticLocationOptions options)
    {
        var key = new LinePosition(markupKey, 0);
        return Add(new FileLinePositionSpan(string.Empty, key, key), options | DiagnosticLocationOptions.InterpretAsMarkupKey);
    }

    /// <summary>One more location: starts at this line and column, counted from one; any length.</summary>
    public DiagnosticResult WithLocation(int line, int column) => WithLocation(string.Empty, line, column);

    /// <summary>One more location: starts at this position; any length.</summary>
    public DiagnosticResult WithLocation(LinePosition location) => WithLocation(string.Empty, location);

    /// <summary>One more location: starts at this line and column of a file, counted from one; any length.</summary>
    public DiagnosticResult WithLocation(string path, int line, int column) => WithLocation(path, new LinePosition(line - 1, column - 1));

    /// <summary>One more location: starts at this position of a file; any length.</summary>
    public DiagnosticResult WithLocation(string path, LinePosition location) =>
        WithLocation(path, location, DiagnosticLocationOptions.IgnoreLength);

    /// <summary>One more location: this position of a file.</summary>
    public DiagnosticResult WithLocation(string path, LinePosition location, DiagnosticLocationOptions options) =>
        Add(new FileLinePositionSpan(path, location, location), options);

    /// <summary>One more location: from line and column to line and column, counted from one.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(string.Empty, startLine, startColumn, endLine, endColumn);

    /// <summary>One more location: from line and column to line and column of a file, counted from one.</summary>
    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(new FileLinePositionSpan(path, new LinePosition(startLine - 1, startColumn - 1), new LinePosition(endLine - 1, endColumn - 1)));

    /// <summary>One more location: this span.</summary>
    public DiagnosticResult WithSpan(FileLinePositionSpan span) => Add(span, DiagnosticLocationOptions.None);

    /// <summary>One more location: this span.</summary>
    public DiagnosticResult WithSpan(FileLinePositionSpan span, DiagnosticLocationOptions options) => Add(span, options);

    /// <summary>The same with this file wherever none is stated.</summary>
    public DiagnosticResult WithDefaultPath(string path) =>
        Map(location => location.Span.Path.Length == 0 ? location with { Span = new FileLinePositionSpan(path, location.Span.Span) } : location);

    /// <summary>The same, some lines further down.</summary>
    public DiagnosticResult WithLineOffset(int offset) => Map(location => location with
    {
        Span = new FileLinePositionSpan(location.Span.Path, Down(location.Span.StartLinePosition, offset), Down(location.Span.EndLinePosition, offset)),
    });

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Severity} {Id}{string.Concat(Spans.Select(location => " " + location.Span))}{(Message is null ? string.Empty : ": " + Message)}";

    /// <summary>The same with every location replaced.</summary>
    internal DiagnosticResult Map(Func<DiagnosticLocation, DiagnosticLocation> change) => this with { Spans = [.. Spans.Select(change)] };

    private static LinePosition Down(LinePosition position, int offset) => new(position.Line + offset, position.Character);

    private DiagnosticResult(DiagnosticResult other, string? message, bool anyMessage)
    {
        this = other;
        _message = message;
        _anyMessage = anyMessage;
    }

    private DiagnosticResult Add(FileLinePositionSpan span, DiagnosticLocationOptions options) =>
        this with { Spans = Spans.Add(new DiagnosticLocation(span, options)) };

    private string? FormattedMessage()
    {
        if (MessageFormat is null)
        {
            return null;
        }

        var format = MessageFormat.ToString(CultureInfo.InvariantCulture);
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, MessageArguments ?? []);
        }
        catch (FormatException)
        {
            // Too few arguments were stated; the bare format differs from every message and so shows what is missing.
            return format;
        }
    }
}
