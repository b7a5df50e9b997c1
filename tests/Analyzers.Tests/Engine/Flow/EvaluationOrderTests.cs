using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MmAnalyzers.Engine.Flow;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Tests.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Flow;

public sealed class EvaluationOrderTests
{
    [Theory]
    [InlineData("A(B(), C(D()))", "B D C A")]
    [InlineData("A() + B() * C()", "A B C")]
    [InlineData("new int[] { A(), B() }[C()]", "A B C")]
    [InlineData("A(y: B(), x: C())", "B C A")]
    public void Puts_operands_first(string expression, string calls) => Assert.Equal(calls.Split(' '), CallsIn(expression));

    [Fact]
    public void Leaves_lambdas_out() => Assert.Equal(["A"], CallsIn("A() + ((System.Func<int>)(() => B()) == null ? 1 : 0)"));

    [Fact]
    public void Survives_five_thousand_levels()
    {
        var operations = EvaluationOrder.Of(Expression("A()" + string.Concat(Enumerable.Repeat(" + n", 5_000))));

        Assert.IsAssignableFrom<IInvocationOperation>(operations.First(operation => operation is IInvocationOperation or IBinaryOperation));
        Assert.True(operations.OfType<IBinaryOperation>().Count() >= 5_000);
    }

    private static IEnumerable<string> CallsIn(string expression) =>
        EvaluationOrder.Of(Expression(expression)).OfType<IInvocationOperation>().Select(call => call.TargetMethod.Name);

    private static IOperation Expression(string expression)
    {
        var compilation = Compiled.Library("lib", $$"""
            class Body
            {
                static int A(int x = 0, int y = 0) => 1;
                static int B() => 1;
                static int C(int x = 0) => 1;
                static int D() => 1;
                static void Use(int n) { }
                void M(int n) { Use({{expression}}); }
            }
            """).WithoutErrors();
        var method = compilation.GetTypeByMetadataName("Body")!.GetMembers("M").Single();
        var root = Assert.Single(new BodyBinder(compilation).BodiesOf(method, default)).Root;
        return root.DescendantsAndSelf().OfType<IInvocationOperation>().First(call => call.TargetMethod.Name == "Use").Arguments[0].Value;
    }
}
