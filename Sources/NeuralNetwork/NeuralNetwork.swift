// module NeuralNetwork
