using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>The options of one file or of none, as analyzers read them.</summary>
internal sealed class ConfigOptions(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
{
    /// <inheritdoc/>
    public override IEnumerable<string> Keys => values.Keys;

    /// <inheritdoc/>
    public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
}
