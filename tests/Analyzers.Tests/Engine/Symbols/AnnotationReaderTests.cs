using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Tests.Engine.Symbols;

public sealed class AnnotationReaderTests
{
    private const string Copies = """
        namespace MmRuntime.Annotations
        {
            enum LockMode { Read, Write }
            sealed class AcquiresAttribute(string @lock) : Attribute
            {
                public string Lock { get; } = @lock;
                public LockMode Mode { get; set; }
                public int OnTrue { get; set; }
            }
        }
        """;

    [Fact]
    public void Says_nothing_when_no_attribute_of_the_vocabulary_exists()
    {
        var compilation = AnnotationCompilation.Without("class C { [Obsolete] void M() { } }");
        var reader = new AnnotationReader(compilation);

        Assert.False(reader.AnyAnnotations);
        Assert.True(reader.ContractOf(compilation.Symbol("C.M")).IsEmpty);
        Assert.Empty(reader.AnnotatedSymbols(withReferences: true, CancellationToken.None));
    }

    [Fact]
    public void Ignores_attributes_of_the_same_name_elsewhere()
    {
        var compilation = AnnotationCompilation.Of("""
            namespace Other { sealed class AcquiresAttribute(string l) : Attribute { public string Lock => l; } }
            class C { [Other.Acquires("this")] void M() { } }
            """).Valid();

        Assert.True(compilation.Contract("C.M").IsEmpty);
    }

    [Fact]
    public void Reads_mode_outcome_and_try()
    {
        var clause = AnnotationCompilation.Of("""
            using MmRuntime.Annotations;
            [Guard] ref struct G { public bool IsHeld => true; }
            class C { [Acquires("vma", LockMode.Read, OnTrue = nameof(G.IsHeld), AsTry = true, Subclass = 1)] G M() => default; }
            """).Valid().Clause("C.M");

        Assert.Equal(LockContractKind.Acquires, clause.Kind);
        Assert.Equal(LockContractMode.Read, clause.Mode);
        Assert.Equal("True(IsHeld)", clause.Outcome.ToString());
        Assert.Equal("IsHeld", clause.Outcome.Target?.Name);
        Assert.True(clause.AsTry);
        Assert.Equal(1, clause.Subclass);
        Assert.Equal("L:vma", clause.Lock?.ToString());
    }

    [Theory]
    [InlineData("""Acquires("this")""", "Write")]
    [InlineData("""Releases("this")""", "Any")]
    [InlineData("""RequiresLock("this")""", "Write")]
    [InlineData("""ExcludesLock("this")""", "Any")]
    [InlineData("""Downgrades("this")""", "Read")]
    [InlineData("""RequiresLock("this", mode: LockMode.Upgradeable)""", "Upgradeable")]
    public void Knows_the_mode_that_is_meant_when_none_is_written(string attribute, string mode)
    {
        var clause = AnnotationCompilation.Of($"using MmRuntime.Annotations; class C {{ [{attribute}] void M() {{ }} }}").Valid().Clause("C.M");

        Assert.Equal(mode, clause.Mode.ToString());
    }

    [Fact]
    public void Reads_an_alternative_requirement()
    {
        var clause = AnnotationCompilation.Of("""
            using MmRuntime.Annotations;
            class C { object _a, _b; [RequiresLock(nameof(_a), LockMode.Read, Or = typeof(C), OrLock = nameof(_b), OrMode = LockMode.Read)] void M() { } }
            """).Valid().Clause("C.M");

        Assert.Equal("C", clause.AlternativeType?.Name);
        Assert.Equal("Member._b", clause.AlternativeLock?.ToString());
        Assert.Equal(LockContractMode.Read, clause.AlternativeMode);
    }

    [Fact]
    public void Gives_a_section_the_outcome_of_the_lock_acquired_with_it()
    {
        var contract = AnnotationCompilation.Of("""
            using MmRuntime.Annotations;
            class C { [Acquires("this", OnTrue = "return"), EntersRcu] bool M() => true; [EntersRcu] bool N() => true; }
            """).Valid();

        Assert.Equal("True(return)", contract.Contract("C.M").Of(LockContractKind.EntersRcu).Single().Outcome.ToString());
        Assert.Equal("Always", contract.Clause("C.N").Outcome.ToString());
    }

    [Fact]
    public void Reads_returned_values_parameters_and_fields()
    {
        var compilation = AnnotationCompilation.Of("""
            using MmRuntime.Annotations;
            class C
            {
                object _gate = new();
                [GuardedBy(nameof(_gate))] int _n;
                [return: Obligation("tlb", Discharge = "Finish")] C Begin() => this;
                void Each([RunsCallback(Later = true), RunsUnder(nameof(_gate))] Action a) { }
            }
            """).Valid();
        var parameter = ((Microsoft.CodeAnalysis.IMethodSymbol)compilation.Symbol("C.Each")).Parameters[0];

        Assert.Equal("Member._gate", compilation.Clause("C._n").Lock?.ToString());
        Assert.Equal("tlb", compilation.Clause("C.Begin").Name);
        var clauses = new AnnotationReader(compilation).ContractOf(parameter).Clauses;
        Assert.Equal([LockContractKind.RunsCallback, LockContractKind.RunsUnder], clauses.Select(clause => clause.Kind));
        Assert.True(clauses[0].IsLater);
    }

    [Fact]
    public void Reads_copies_that_the_code_declares_itself_and_their_enums_by_name()
    {
        var clause = AnnotationCompilation.Without(Copies + """
            class C { [MmRuntime.Annotations.Acquires("this", Mode = MmRuntime.Annotations.LockMode.Read)] bool M() => true; }
            """).Clause("C.M");

        Assert.Equal(LockContractMode.Read, clause.Mode);
        Assert.Equal("This", clause.Lock?.ToString());
    }

    [Fact]
    public void Takes_an_argument_of_an_unexpected_type_for_missing()
    {
        var clause = AnnotationCompilation.Without(Copies + """
            class C { [MmRuntime.Annotations.Acquires(null!, OnTrue = 3)] bool M() => true; }
            """).Clause("C.M");

        Assert.Null(clause.Lock);
        Assert.Equal("Always", clause.Outcome.ToString());
    }

    [Theory]
    [InlineData("[Acquires(")]
    [InlineData("[Acquires()]")]
    [InlineData("[Acquires(nameof(missing))]")]
    [InlineData("[Acquires(1, 2, 3, X = )]")]
    [InlineData("[Acquires(\"this\", (LockMode)99, OnTrue = null)]")]
    [InlineData("[Acquires(\"...\", OnTrue = \"return.\")]")]
    [InlineData("[return: Obligation(")]
    public void Does_not_throw_on_half_typed_code(string attribute)
    {
        var compilation = AnnotationCompilation.Of($"using MmRuntime.Annotations; [LockClass(] [assembly: LockOrderChain(null, 1)] class C {{ {attribute} bool M() => true; }}");
        var reader = new AnnotationReader(compilation);

        foreach (var symbol in reader.AnnotatedSymbols(withReferences: true, CancellationToken.None))
        {
            _ = reader.ContractOf(symbol).IsEmpty;
            _ = reader.ClassIdOf(symbol);
        }
    }
}
