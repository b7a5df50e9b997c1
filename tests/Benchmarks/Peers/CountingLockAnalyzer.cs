using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Rules;

namespace MmAnalyzers.Benchmarks.Peers;

/// <summary>All rules and the counter of their work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CountingLockAnalyzer(WorkCounter counter) : LockAnalyzer([.. RuleCatalogue.All, counter]);
