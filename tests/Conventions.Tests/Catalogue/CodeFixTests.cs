using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>What every code fix owes its host.</summary>
public sealed class CodeFixTests
{
    [Fact]
    public void Every_fix_is_exported_under_its_own_name() => Findings.None(
        RuleIndex.FixTypes().Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Name != type.Name).Select(type => type.Name));

    [Fact]
    public void Every_fix_can_fix_all() => Findings.None(
        RuleIndex.FixTypes().Where(type => ((CodeFixProvider)Activator.CreateInstance(type)!).GetFixAllProvider() is null).Select(type => type.Name));

    [Fact]
    public void Every_provider_is_exported() => Findings.None(
        typeof(CodeFixes.NoFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract && !RuleIndex.FixTypes().Contains(type)).Select(type => type.Name));
}
