using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MmAnalyzers.Engine.Dataflow;

/// <summary>On which paths a call does not return.</summary>
/// <param name="Never">On none does it return.</param>
/// <param name="Asserted">A value that has to be <paramref name="Needed"/> for it to return, as for <c>Debug.Assert</c>; null if there is none.</param>
/// <param name="Needed">See <paramref name="Asserted"/>.</param>
internal readonly record struct CallEnding(bool Never, IOperation? Asserted, bool Needed)
{
    /// <summary>What the called method declares.</summary>
    public static CallEnding Of(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && Termination.EndsUnless(parameter) is { } needed)
            {
                return new(false, argument.Value, needed);
            }
        }

        return new(Termination.NeverReturns(call.TargetMethod), null, false);
    }
}
