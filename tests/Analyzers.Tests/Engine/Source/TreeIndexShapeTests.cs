using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

/// <summary>An index outlives compilations, so nothing it holds may keep one alive.</summary>
public sealed class TreeIndexShapeTests
{
    private static readonly Type[] Banned = [typeof(ISymbol), typeof(IOperation), typeof(Compilation), typeof(SemanticModel), typeof(SyntaxNode)];

    [Fact]
    public void Holds_no_symbol_operation_compilation_or_node()
    {
        Assert.Empty(FieldsReachableFrom(typeof(TreeIndex)).Where(field => PartsOf(field.FieldType).Any(type => Banned.Any(banned => banned.IsAssignableFrom(type))))
            .Select(field => $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void Is_immutable()
    {
        Assert.Empty(FieldsReachableFrom(typeof(TreeIndex)).Where(field => !field.IsInitOnly).Select(field => $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void Reaches_the_parts_of_an_index()
    {
        var owners = FieldsReachableFrom(typeof(TreeIndex)).Select(field => field.DeclaringType).ToHashSet();

        Assert.Superset(new HashSet<Type?> { typeof(MemberEntry), typeof(TypeEntry), typeof(NamedUse), typeof(NameTable) }, owners);
    }

    private static List<FieldInfo> FieldsReachableFrom(Type start)
    {
        var fields = new List<FieldInfo>();
        var seen = new HashSet<Type> { start };
        var pending = new Stack<Type>(seen);
        while (pending.Count > 0)
        {
            foreach (var field in pending.Pop().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                fields.Add(field);

                // The tree is the index's key: the driver drops an index together with its tree. Types of the framework are followed by their arguments.
                foreach (var part in PartsOf(field.FieldType).Where(part => part.Assembly == typeof(TreeIndex).Assembly && !part.IsEnum && seen.Add(part)))
                {
                    pending.Push(part);
                }
            }
        }

        Assert.DoesNotContain(typeof(CSharpSyntaxNode), seen);
        return fields;
    }

    private static IEnumerable<Type> PartsOf(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(PartsOf).Append(type) : type.HasElementType ? PartsOf(type.GetElementType()!) : [type];
}
