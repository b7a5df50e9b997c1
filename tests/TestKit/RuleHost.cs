using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MmAnalyzers.Rules;

namespace MmAnalyzers.TestKit;

/// <summary>The analyzer with one rule, so that a test sees what that rule reports and nothing else.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleHost<TRule>() : LockAnalyzer([new TRule()])
    where TRule : LockRule, new();
