using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

public sealed class TreeIndexTests
{
    [Fact]
    public void Lists_every_kind_of_member_in_order()
    {
        var index = Compiled.Index("""
            class C(int seed) : Base(seed)
            {
                private readonly object _gate = new();
                static C() { }
                C() : this(1) { }
                ~C() { }
                public int Value { get { return 1; } set => Set(value); }
                public int Arrow => 2;
                public object Auto { get; } = new();
                public int this[int i] => i;
                public event Action Changed { add { } remove { } }
                public static C operator +(C a, C b) => a;
                public void Method() { void Local() { } }
            }
            """);

        Assert.Equal(
            [
                "Constructor C.C", "Initializer C._gate", "StaticConstructor C.C", "Constructor C.C", "Finalizer C.~", "Accessor C.Value", "Accessor C.Value", "Accessor C.Arrow",
                "Initializer C.Auto", "Accessor C.this[]", "Accessor C.Changed", "Accessor C.Changed", "Operator C.operator", "Method C.Method",
            ],
            index.Members.Select(member => $"{member.Kind} {member}"));
    }

    [Fact]
    public void Collects_top_level_statements_into_one_member()
    {
        var index = Compiled.Index("""
            var gate = new object();
            lock (gate) { Work(); }
            static void Work() { }
            class C { void M() { } }
            """);

        Assert.Equal([MemberKind.TopLevel, MemberKind.Method], index.Members.Select(member => member.Kind));
        Assert.True(index.Members[0].HasLockToken);
        Assert.True(index.Members[0].Uses("Work"));
    }

    [Theory]
    [InlineData("lock (x) { }", TokenKinds.Balanced)]
    [InlineData("Monitor.Enter(x);", TokenKinds.Acquire)]
    [InlineData("x.TryEnterUpgradeableReadLock(1);", TokenKinds.Acquire)]
    [InlineData("using (x.EnterScope()) { }", TokenKinds.Scope | TokenKinds.Using)]
    [InlineData("using var s = x.EnterScope();", TokenKinds.Scope | TokenKinds.Using)]
    [InlineData("x.ReleaseMutex();", TokenKinds.Release)]
    [InlineData("await x.WaitAsync();", TokenKinds.Acquire | TokenKinds.Wait)]
    [InlineData("x?.Wait();", TokenKinds.Acquire | TokenKinds.Wait)]
    [InlineData("x.Join();", TokenKinds.Wait)]
    [InlineData("Task.Run(x);", TokenKinds.Concurrency)]
    [InlineData("System.Threading.Tasks.Task.Run(x);", TokenKinds.Concurrency)]
    [InlineData("Runner.Run(x);", TokenKinds.None)]
    [InlineData("new Thread(x);", TokenKinds.Concurrency)]
    [InlineData("F(async () => { });", TokenKinds.Concurrency)]
    [InlineData("async void L() { }", TokenKinds.Concurrency)]
    [InlineData("x();", TokenKinds.Callback)]
    [InlineData("x?.Invoke();", TokenKinds.Callback)]
    [InlineData("x.Invoke();", TokenKinds.Callback)]
    [InlineData("void L() { lock (x) { } }", TokenKinds.Balanced)]
    [InlineData("y(); var clock = block;", TokenKinds.None)]
    public void Marks_what_a_body_hints_at(string body, object expected)
    {
        Assert.Equal(expected, Assert.Single(Compiled.Index($"class C {{ void M(Action x) {{ {body} }} }}").Members).Tokens);
    }

    [Fact]
    public void Marks_a_synchronized_method_by_its_attribute()
    {
        var member = Assert.Single(Compiled.Index("class C { [MethodImpl(MethodImplOptions.Synchronized), Acquires(\"a\")] void M() { } }").Members);

        Assert.True(member.HasLockToken);
        Assert.Equal("Acquires, MethodImpl", string.Join(", ", member.Attributes));
    }

    [Fact]
    public void Lists_used_names_once_and_sorted_without_declared_ones()
    {
        var member = Assert.Single(Compiled.Index("class C { int M(int a) { var local = a + B(a); return Z<int>(local).Y; } }").Members);

        Assert.Equal(["B", "Y", "Z", "a", "local", "operator", "var"], member.Identifiers);
        Assert.True(member.Uses("Y"));
        Assert.False(member.Uses("M"));
    }

    [Fact]
    public void Knows_types_with_bases_and_attributes()
    {
        var index = Compiled.Index("""
            namespace N;
            [Serializable, N.LockClassAttribute("x")] partial class C : A.Base<int>, IFace { struct Inner : IOther { } }
            interface IFace { [Acquires("l")] void M(); }
            """);

        Assert.Equal(["C : Base, IFace [LockClass, Serializable]", "Inner : IOther []", "IFace :  []"], index.Types.Select(
            type => $"{type.Name} : {string.Join(", ", type.Bases)} [{string.Join(", ", type.Attributes)}]"));
        Assert.Equal("Acquires", Assert.Single(Assert.Single(index.Members).Attributes));
    }

    [Fact]
    public void Tells_assignments_by_what_is_assigned()
    {
        var index = Compiled.Index("""
            class C
            {
                SemaphoreSlim _a = new(1), _b;
                Lock P { get; } = new Lock();
                C(object o) { _b = new SemaphoreSlim(1, 1); this._c = Make(); _d ??= (D)new D(); _e = o; }
                void M() { Init(ref _f); (_g, x._h) = T(); new C { Q = new() }; _i = await F(); }
            }
            """);

        Assert.Equal(
            [
                "_a AssignedCreation", "P AssignedCreation", "_b AssignedCreation", "_c AssignedCall", "_d AssignedCreation", "_e AssignedOther", "_f AssignedOther",
                "_g AssignedOther", "_h AssignedOther", "Q AssignedCreation", "_i AssignedCall",
            ],
            index.Assignments.Select(use => $"{use.Name} {use.Kind}"));
        Assert.All(index.Assignments, use => Assert.Equal(use.Span, use.GetNode(default)!.Span));
    }

    [Fact]
    public void Lists_subscriptions_but_not_sums()
    {
        var index = Compiled.Index("class C { void M() { x.Changed += OnChanged; Closed += (s, e) => { }; n += 1; n += a + b; s += \"x\"; Changed -= OnChanged; } }");

        Assert.Equal(["Changed", "Closed"], index.Subscriptions.Select(use => use.Name));
    }

    [Fact]
    public void Lists_what_may_be_a_method_group()
    {
        var index = Compiled.Index("""
            class C
            {
                Action _field = Initial;
                Action Arrow => Body;
                Action M() { Start(Argument); x.Changed += this.Handler; _a = b ? Left : Right; Called(); return Returned; }
            }
            """);

        Assert.Equal(["Initial", "Body", "Argument", "Handler", "Left", "Right", "Returned"], index.MethodGroups.Select(use => use.Name));
    }

    [Fact]
    public void Lists_starts_of_concurrent_work()
    {
        var index = Compiled.Index("class C { async Task M() { Task.Run(F); new Thread(F).Start(); Parallel.For(0, 1, F); ThreadPool.QueueUserWorkItem(F); Task.Factory.StartNew(F); } }");

        Assert.Equal(["async", "Task.Run", "Thread", "Parallel", "ThreadPool", "StartNew"], index.Concurrency.Select(use => use.Name));
    }

    [Fact]
    public void Finds_every_declaration_again()
    {
        var index = Compiled.Index("""
            class C(int seed) { object _a = new(), _b = new(); int P { get { return 1; } } int Q => 1; C() : this(1) { } void M() { } }
            """);

        Assert.All(index.Members, member =>
        {
            var node = member.GetNode(default);
            Assert.NotNull(node);
            Assert.Equal((member.Span, (int)member.Syntax), (node.Span, node.RawKind));
        });
    }

    [Theory]
    [InlineData("1", "_x")]
    [InlineData("return 2", "P")]
    [InlineData("y = 3", "M")]
    [InlineData("int seed", "C")]
    [InlineData("enum", null)]
    public void Finds_the_innermost_member_at_a_position(string text, string? expected)
    {
        const string Source = "class C(int seed) { int _x = 1; int P { get { return 2; } } void M() { var y = 3; } } enum E { }";

        var at = new TextSpan(Source.IndexOf(text, StringComparison.Ordinal), text.Length);

        Assert.Equal(expected, Compiled.Index(Source).MemberAt(at)?.Name);
    }

    [Fact]
    public void Survives_broken_and_very_deep_code()
    {
        var deep = string.Concat(Enumerable.Repeat("- ", 5_000)) + "x";
        var sum = string.Join(" + ", Enumerable.Repeat("x", 5_000));

        Assert.NotEmpty(Compiled.Index($"class C {{ int M() => {sum}; }}").Members);
        Assert.NotNull(Compiled.Index($"class C {{ int M() => {deep}; }}"));
        Assert.NotNull(Compiled.Index("class { void ( { lock ( } int = ; event += } class"));
        Assert.Empty(Compiled.Index(string.Empty).Members);
    }
}
