using System.Collections.Immutable;

namespace Microsoft.CodeAnalysis.Testing.Running;

/// <summary>Assigns reported diagnostics to expected ones, as many as possible.</summary>
internal sealed class DiagnosticMatching
{
    private readonly ImmutableArray<DiagnosticResult> _expected;
    private readonly ImmutableArray<Diagnostic> _actual;
    private readonly int[] _expectedOf;

    /// <summary>Finds a largest assignment: an expectation that leaves much open must not take what a stricter one needs.</summary>
    public DiagnosticMatching(ImmutableArray<DiagnosticResult> expected, ImmutableArray<Diagnostic> actual)
    {
        _expected = expected;
        _actual = actual;
        _expectedOf = new int[actual.Length];
        Array.Fill(_expectedOf, -1);
        var missing = new List<DiagnosticResult>();
        for (var index = 0; index < expected.Length; index++)
        {
            if (!Assign(index, new bool[actual.Length]))
            {
                missing.Add(expected[index]);
            }
        }

        Unexpected = [.. actual.Where((_, index) => _expectedOf[index] < 0)];
        Missing = [.. missing];
    }

    /// <summary>Expected, not reported.</summary>
    public ImmutableArray<DiagnosticResult> Missing { get; }

    /// <summary>Reported, not expected.</summary>
    public ImmutableArray<Diagnostic> Unexpected { get; }

    /// <summary>Whether everything has its counterpart.</summary>
    public bool IsPerfect => Missing.IsEmpty && Unexpected.IsEmpty;

    private bool Assign(int expected, bool[] tried)
    {
        for (var index = 0; index < _actual.Length; index++)
        {
            if (tried[index] || !DiagnosticComparison.Matches(_expected[expected], _actual[index]))
            {
                continue;
            }

            tried[index] = true;
            if (_expectedOf[index] < 0 || Assign(_expectedOf[index], tried))
            {
                _expectedOf[index] = expected;
                return true;
            }
        }

        return false;
    }
}
