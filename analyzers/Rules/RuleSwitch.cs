using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Rules;

/// <summary>Tells which rules nobody wants, so that no work is done for them.</summary>
internal static class RuleSwitch
{
    /// <summary>Whether all ids of a rule are off for the whole compilation.</summary>
    public static bool IsOff(LockRule rule, Compilation compilation, CancellationToken cancellationToken) =>
        rule.Descriptors.All(descriptor => IsOff(descriptor, compilation, cancellationToken));

    private static bool IsOff(DiagnosticDescriptor descriptor, Compilation compilation, CancellationToken cancellationToken)
    {
        var options = compilation.Options;
        if (options.SpecificDiagnosticOptions.TryGetValue(descriptor.Id, out var specific))
        {
            return specific == ReportDiagnostic.Suppress;
        }

        if (options.SyntaxTreeOptionsProvider is not { } provider)
        {
            return !descriptor.IsEnabledByDefault;
        }

        if (!provider.TryGetGlobalDiagnosticValue(descriptor.Id, cancellationToken, out var global))
        {
            // An editorconfig may switch it on for single files, so only its absence everywhere would tell.
            return false;
        }

        return global == ReportDiagnostic.Suppress;
    }
}
